package dev.rushes.server.keys;

import dev.rushes.server.fixture.Postgres;

class KeyOnPostgresTests extends KeyTests {

    @Override
    String database() {
        return Postgres.database();
    }

}
