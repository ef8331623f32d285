package dev.rushes.server.assets;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Plans;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlansTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aContentIsFoundByItsSum(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Plans.crowd(database, 20_000);
            List<String> steps = Plans.of(database, (handle) -> assertEquals(List.of("ast_77"),
                    AssetLibrary.rows(handle, null, null, null, "sum77", 50).stream().map(Asset::id).toList()));
            assertFalse(Plans.readsAll(steps, "assets"), steps::toString);
            assertTrue(steps.toString().contains("assets_by_content"), steps::toString);
        }
    }

}
