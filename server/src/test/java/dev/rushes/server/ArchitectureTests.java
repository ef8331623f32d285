package dev.rushes.server;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The borders that the folders draw. */
class ArchitectureTests {

    private static final JavaClasses SERVER = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.rushes.server");

    @Test
    void onlyWorkerProcessesOpenMedia() {
        noClasses().that()
            .resideOutsideOfPackage("dev.rushes.server.work..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.rushes.workers.Worker")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.rushes.workers.media..", "dev.rushes.models.onnx..")
            .check(SERVER);
    }

    @Test
    void onlyTheQueueKnowsItsScheduler() {
        noClasses().that()
            .resideOutsideOfPackage("dev.rushes.server.queue..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.kagkarlsson..")
            .check(SERVER);
    }

}
