package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements that cannot run in a transaction, interrupted right before they are sent, while they run, and when they are
 * done and not counted yet. Running again must converge by itself. The long form interrupts each exchange with the server.
 */
@RequiresPostgres
@Timeout(120)
final class ResumedStatementsIT {

    /** Counted from the last exchange: that of the last statement, followed by its count, the entry's end and a reset. */
    private static final int STATEMENT = 4;

    private static final int COUNT = 3;

    private static final int WORK = 1;

    private static final String TABLES = "CREATE TABLE bird (id integer PRIMARY KEY, name text);"
            + " INSERT INTO bird SELECT n, 'bird ' || n FROM generate_series(1, 50) n;"
            + " CREATE INDEX by_id ON bird (id, name);"
            + " CREATE TABLE nest (year integer) PARTITION BY RANGE (year);"
            + " CREATE TABLE nest_old PARTITION OF nest FOR VALUES FROM (0) TO (2000);"
            + " CREATE TABLE nest_new PARTITION OF nest FOR VALUES FROM (2000) TO (3000)";

    private static final String END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()";

    /** What others than the catalog's lines tell. */
    private static final String AROUND = """
            SELECT 'database ' || datname FROM pg_database WHERE starts_with(datname, current_database() || '_')
            UNION ALL
            SELECT 'tablespace ' || spcname FROM pg_tablespace WHERE starts_with(spcname, current_database())
            UNION ALL
            SELECT 'subscription ' || subname || subpublications::text FROM pg_subscription
            UNION ALL
            SELECT 'partition ' || inhrelid::regclass || ' ' || inhdetachpending FROM pg_inherits
            UNION ALL
            SELECT outcome || ' ' || statements_done FROM whimbrel_history WHERE outcome = 'applied'
            ORDER BY 1
            """;

    @TempDir
    @Nullable
    Path home;

    /** {@code DB} stands for the name of the database. */
    enum Scripts {
        INDEX("CREATE INDEX CONCURRENTLY by_name ON bird (name);"),
        REWRITTEN_INDEX(
                "CREATE UNIQUE INDEX CONCURRENTLY /* a /* nested */ comment */ by_name ON public.bird",
                "  (lower(name || '') COLLATE \"C\" text_pattern_ops DESC NULLS LAST, (id + 0)) INCLUDE (id)",
                "  NULLS NOT DISTINCT WITH (fillfactor = 80) TABLESPACE pg_default",
                "  WHERE bird.id > '0' AND name IN ('bird 1', 'bird 2') AND NOT name IS NULL;"),
        NAMELESS_INDEX("CREATE INDEX CONCURRENTLY ON bird (upper(name));"),
        INDEX_IF_NOT_EXISTS("CREATE INDEX CONCURRENTLY IF NOT EXISTS by_name ON ONLY bird (upper(name));"),
        DROPPED_INDEX("DROP INDEX CONCURRENTLY by_id;"),
        REINDEXED_TABLE("REINDEX TABLE CONCURRENTLY bird;"),
        REINDEXED_INDEX("REINDEX (VERBOSE, CONCURRENTLY) INDEX by_id;"),
        DATABASE("CREATE DATABASE DB_other TEMPLATE template0;"),
        DATABASE_AND_BACK("CREATE DATABASE \"DB_other\" TEMPLATE template0;", "DROP DATABASE \"DB_other\";"),
        TABLESPACE("SET allow_in_place_tablespaces = on;", "CREATE TABLESPACE DB_space LOCATION '';"),
        TABLESPACE_AND_BACK(
                "SET allow_in_place_tablespaces = on;",
                "CREATE TABLESPACE DB_space LOCATION '';",
                "DROP TABLESPACE DB_space;"),
        PARTITION("ALTER TABLE nest DETACH PARTITION public.nest_old CONCURRENTLY;"),
        SUBSCRIPTION(
                "CREATE SUBSCRIPTION DB CONNECTION 'dbname=nowhere' PUBLICATION a",
                "  WITH (connect = false, slot_name = NONE, enabled = false);"),
        PUBLICATION(
                "CREATE SUBSCRIPTION DB CONNECTION 'dbname=nowhere' PUBLICATION a",
                "  WITH (connect = false, slot_name = NONE, enabled = false);",
                "ALTER SUBSCRIPTION DB ADD PUBLICATION b WITH (refresh = false);"),
        SUBSCRIPTION_AND_BACK(
                "CREATE SUBSCRIPTION DB CONNECTION 'dbname=nowhere' PUBLICATION a",
                "  WITH (connect = false, slot_name = NONE, enabled = false);",
                "DROP SUBSCRIPTION DB;"),
        HARMLESS("VACUUM bird;", "ALTER SYSTEM RESET work_mem;", "REINDEX SCHEMA public;");

        private final String[] lines;

        Scripts(String... lines) {
            this.lines = lines;
        }
    }

    private static List<String> state(PostgresTestDatabase database) {
        try (Connection connection = database.connect()) {
            List<String> lines = new ArrayList<>(Catalog.ofPostgres(connection).lines());
            lines.addAll(database.query(AROUND));
            lines.replaceAll(line -> line.replace(database.database().name(), "DB"));
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Project project(PostgresTestDatabase database, Scripts scripts, int port) {
        DatabaseSettings own = database.settings();
        String name = database.database().name();
        DatabaseSettings other = new DatabaseSettings(
                own.name(), "postgresql://127.0.0.1:" + port + "/" + name, own.user(), own.password());
        String[] lines = List.of(scripts.lines).stream()
                .map(line -> line.replace("DB", name))
                .toArray(String[]::new);
        return Project.of(java.util.Objects.requireNonNull(home), database.provider(), other)
                .write("001_script.sql", lines)
                .with(settings -> settings.withLockWait(Duration.ofSeconds(20)));
    }

    private static FaultyProxy proxy(Fault fault) {
        return FaultyProxy.to(
                PostgresServer.shared().host(), PostgresServer.shared().port(), fault);
    }

    private static PostgresTestDatabase create() {
        PostgresTestDatabase database = PostgresTestDatabase.create();
        database.execute(TABLES);
        return database;
    }

    private static void drop(PostgresTestDatabase database) {
        String name = database.database().name();
        database.execute("DROP DATABASE IF EXISTS " + name + "_other");
        database.execute("DROP TABLESPACE IF EXISTS " + name + "_space");
        if (!database.query("SELECT 1 FROM pg_subscription").isEmpty()) {
            database.execute("DROP SUBSCRIPTION " + name);
        }
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void convergesWhereverItIsInterrupted(Scripts scripts) {
        List<String> wanted;
        int exchanges;
        PostgresTestDatabase clean = create();
        try (FaultyProxy proxy = proxy(Fault.NONE)) {
            project(clean, scripts, proxy.port()).migrate();
            wanted = state(clean);
            exchanges = proxy.traffic(WORK).exchanges();
        } finally {
            drop(clean);
        }
        int first = FaultForm.isLong() ? 1 : exchanges - STATEMENT;
        int last = FaultForm.isLong() ? exchanges : exchanges - COUNT;
        for (int exchange = first; exchange <= last; exchange++) {
            int here = exchange;
            interrupt(scripts, wanted, database -> Fault.loseAnswer(WORK, here));
            interrupt(scripts, wanted, database -> Fault.beforeExchange(WORK, here, () -> database.query(END_ALL)));
        }
    }

    private interface Faults {
        Fault of(PostgresTestDatabase database);
    }

    private void interrupt(Scripts scripts, List<String> wanted, Faults faults) {
        PostgresTestDatabase database = create();
        Fault fault = faults.of(database);
        Optional<WhimbrelException> failure = Optional.empty();
        try {
            try (FaultyProxy proxy = proxy(fault)) {
                project(database, scripts, proxy.port()).migrate();
            } catch (WhimbrelException e) {
                failure = Optional.of(e);
            }
            project(database, scripts, PostgresServer.shared().port()).migrate();
            assertThat(state(database)).isEqualTo(wanted);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    scripts + ", " + fault + ", first run: " + failure + "\n"
                            + database.query("SELECT rank, outcome, statements_done, error FROM whimbrel_history"),
                    e);
        } finally {
            drop(database);
        }
    }
}
