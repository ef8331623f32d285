package dev.rushes.server;

import dev.rushes.server.fixture.Postgres;

class JobRoutesOnPostgresTests extends JobRoutesTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
