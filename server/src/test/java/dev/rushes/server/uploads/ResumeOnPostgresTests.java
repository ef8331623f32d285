package dev.rushes.server.uploads;

import dev.rushes.server.fixture.Postgres;

class ResumeOnPostgresTests extends ResumeTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
