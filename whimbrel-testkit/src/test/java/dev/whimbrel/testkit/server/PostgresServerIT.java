package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@RequiresPostgres
final class PostgresServerIT {

    private final PostgresServer server = PostgresServer.shared();

    @Test
    void isPostgres17WithTheExtensions() {
        try (var database = server.createDatabase()) {
            database.execute(
                    "create extension vector",
                    "create extension \"uuid-ossp\"",
                    "create extension pgcrypto",
                    "create extension hstore");

            assertThat(database.query("select extversion from pg_extension where extname = 'vector'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get(0)).startsWith("0.8."));
            assertThat(database.query("select '[1,2,3]'::vector <-> '[1,2,5]', uuid_generate_v4() is not null,"
                            + " encode(digest('a', 'md5'), 'hex'), 'a=>1'::hstore -> 'a', null,"
                            + " current_setting('server_version_num')::int / 10000"))
                    .containsExactly(Arrays.asList("2", "t", "0cc175b9c0f1b6a831c399e269772661", "1", null, "17"));
        }
    }

    @Test
    void storesUtf8() {
        try (var database = server.createDatabase()) {
            assertThat(database.query("select upper('brachvögel'), current_setting('server_encoding')"))
                    .containsExactly(Arrays.asList("BRACHVÖGEL", "UTF8"));
        }
    }

    @Test
    void createsAnotherEmptyDatabaseForEveryCall() {
        try (var first = server.createDatabase();
                var second = server.createDatabase()) {
            first.execute("create table sandpiper (id int)");

            assertThat(second.name()).isNotEqualTo(first.name());
            assertThat(second.query("select to_regclass('sandpiper')::text")).containsExactly(rowOfNull());
        }
    }

    @Test
    void dropsTheDatabaseAlthoughSomebodyIsConnected() throws SQLException {
        var database = server.createDatabase();
        try (var connection = database.connect()) {
            assertThat(connection.isValid(5)).isTrue();

            database.close();

            assertThat(connection.isValid(5)).isFalse();
        }
        assertThatThrownBy(database::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(database.name())
                .hasMessageContaining("does not exist");
        database.close();
    }

    @Test
    void saysWhichStatementFailed() {
        try (var database = server.createDatabase()) {
            assertThatThrownBy(() -> database.execute("select 1", "select * from nowhere"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("select * from nowhere")
                    .hasCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void offersTheProgramsOfAnUnpackedDistribution() {
        assertThat(server.program("psql").isPresent())
                .isEqualTo(server.shareFolder().isPresent());
        server.program("psql").ifPresent(psql -> assertThat(Command.of(
                                psql,
                                "--no-psqlrc",
                                "--tuples-only",
                                "--command=select 40 + 2",
                                "--username=" + server.user(),
                                server.url("postgres"))
                        .with("PGPASSWORD", server.password())
                        .run()
                        .strip())
                .isEqualTo("42"));
        server.shareFolder().ifPresent(folder -> assertThat(folder.resolve("extension/vector.control"))
                .exists());
    }

    private static List<@Nullable String> rowOfNull() {
        return Collections.singletonList(null);
    }
}
