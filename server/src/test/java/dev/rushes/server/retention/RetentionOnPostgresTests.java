package dev.rushes.server.retention;

import dev.rushes.server.fixture.Postgres;

class RetentionOnPostgresTests extends RetentionTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
