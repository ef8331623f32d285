package dev.rushes.server.assets;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Rows;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AssetLibraryTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aNameIsFoundAsItIsWritten(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            database.update((handle) -> {
                Rows.asset(handle, "ast_1");
                handle.execute("UPDATE assets SET name = 'ÉTÉ 50%_A.mov'");
            });
            AssetLibrary library = new AssetLibrary(database);
            for (String found : List.of("ÉTÉ", "été 50%_a.MOV".substring(4), "50%_", "ÉTÉ 50%_a.MOV")) {
                assertEquals(1, library.list(null, null, found, null, 10).size(), found);
            }
            assertEquals(0, library.list(null, null, "50__", null, 10).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAssetHasItsOwnPreviews(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            database.update((handle) -> {
                for (String asset : List.of("ast_1", "ast_2", "ast_3")) {
                    Rows.asset(handle, asset);
                }
                for (String artefact : List.of("ast_1 poster", "ast_3 poster", "ast_3 proxy")) {
                    handle.execute(
                            "INSERT INTO artefacts (id, asset_id, name, kind, type, bytes, sha256, path, created)"
                                    + " VALUES (?, ?, ?, 'poster', 'image/jpeg', 1, 'ab', ?, 1)",
                            "art of " + artefact, artefact.substring(0, 5), artefact, artefact);
                }
            });
            List<AssetDocument> assets = new AssetLibrary(database).list(null, null, null, null, 10);
            assertEquals(List.of("ast_3", "ast_2", "ast_1"), assets.stream().map(AssetDocument::id).toList());
            assertEquals(List.of(List.of("ast_3 poster", "ast_3 proxy"), List.of(), List.of("ast_1 poster")),
                    assets.stream()
                        .map((asset) -> asset.artefacts().stream().map(AssetDocument.Preview::name).toList())
                        .toList());
        }
    }

}
