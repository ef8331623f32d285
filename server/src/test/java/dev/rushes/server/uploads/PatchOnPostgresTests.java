package dev.rushes.server.uploads;

import dev.rushes.server.fixture.Postgres;

class PatchOnPostgresTests extends PatchTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
