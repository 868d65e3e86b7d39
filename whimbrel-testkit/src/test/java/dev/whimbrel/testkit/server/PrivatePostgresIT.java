package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@RequiresPostgres
final class PrivatePostgresIT {

    @Test
    void keepsItsDataOverACrash() throws SQLException {
        try (var postgres = PostgresServer.start(Map.of("log_line_prefix", "it's "))) {
            var database = postgres.server().createDatabase();
            database.execute("create table sandpiper as select 7 as legs");
            try (var connection = database.connect()) {
                postgres.stopImmediately();

                assertThat(connection.isValid(5)).isFalse();
            }
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);

            postgres.restart();

            assertThat(database.query("select legs, current_setting('log_line_prefix') from sandpiper"))
                    .containsExactly(List.of("7", "it's "));
        }
    }

    @Test
    void restartsWhileItRuns() {
        try (var postgres = PostgresServer.start(Map.of())) {
            var database = postgres.server().createDatabase();
            var before = database.query("select pg_postmaster_start_time()");

            postgres.restart();

            assertThat(database.query("select pg_postmaster_start_time()")).isNotEqualTo(before);
        }
    }

    @Test
    void removesItsDataWhenClosed() {
        Path data;
        try (var postgres = PostgresServer.start(Map.of())) {
            try (var database = postgres.server().createDatabase()) {
                data = Path.of(String.valueOf(
                        database.query("show data_directory").get(0).get(0)));
            }
            assertThat(data).exists();
            postgres.stopImmediately();
        }
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void failsWithTheServersLogWhenASettingIsWrong() {
        assertThatThrownBy(() -> PostgresServer.start(Map.of("max_connections", "many")))
                .hasMessageContaining("invalid value for parameter \"max_connections\"");
    }
}
