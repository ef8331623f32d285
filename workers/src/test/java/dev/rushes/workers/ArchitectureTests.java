package dev.rushes.workers;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The folder list is the architecture diagram; this keeps it true. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.rushes.workers");

    @Test
    void onlyMediaAndBenchKnowFfmpeg() {
        noClasses().that()
            .resideOutsideOfPackages("..workers.media..", "..workers.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .check(CLASSES);
    }

    @Test
    void contractAndEditorialFactsKnowNoMedia() {
        noClasses().that()
            .resideInAnyPackage("..workers.job..", "..workers.operations..", "..workers.timeline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..workers.media..", "..workers.cli..")
            .allowEmptyShould(true)
            .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsTheCommandLine() {
        noClasses().that()
            .resideOutsideOfPackage("..workers.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..workers.cli..", "picocli..")
            .check(CLASSES);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.rushes.workers.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

}
