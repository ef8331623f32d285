package dev.rushes.server.uploads;

import dev.rushes.server.fixture.Postgres;

class ConcurrencyOnPostgresTests extends ConcurrencyTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
