package dev.rushes.server.uploads;

import dev.rushes.server.fixture.Postgres;

class SpaceOnPostgresTests extends SpaceTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
