package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that somebody interrupts cancels what the database does, keeps what went through, and says where things stand. */
@RequiresPostgres
class InterruptedRunIT {

    private static final String SLEEPERS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void cancelsTheStatementAndSaysWhereThingsStand(Interruption interruption) throws Exception {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Workplace work = workplace(database);
            interruption.during("migrate", work, () -> "1".equals(only(database, SLEEPERS)));

            assertThat(only(database, SLEEPERS)).isEqualTo("0");
            assertThat(work.read("err"))
                    .contains("interrupted at 002_slow.sql on main", "whimbrel status")
                    .doesNotContain("WB-", "Exception");
            assertThat(only(
                            database,
                            "SELECT string_agg(relname, ' ') FROM pg_class WHERE relname IN ('birds', 'nests')"))
                    .isEqualTo("birds");

            work.file("migrations/002_slow.sql", "CREATE TABLE nests (id integer);");
            assertThat(work.run("migrate").exitCode()).isEqualTo(ExitCode.OK);
            assertThat(work.run("status").out()).doesNotContain("pending");
        }
    }

    /** The file is changed before the second run; that is allowed, for what failed has left nothing. */
    private Workplace workplace(TestDatabase database) {
        return new Workplace(home)
                .postgres(database)
                .file("migrations/001_birds.sql", "CREATE TABLE birds (id integer);")
                .file("migrations/002_slow.sql", "CREATE TABLE nests (id integer);", "SELECT pg_sleep(600);")
                .file("migrations/003_last.sql", "CREATE TABLE eggs (id integer);");
    }

    private static String only(TestDatabase database, String query) {
        return String.valueOf(database.query(query).get(0).get(0));
    }
}
