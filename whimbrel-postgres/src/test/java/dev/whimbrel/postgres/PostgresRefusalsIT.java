package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the way before the first script runs, and that nothing happens then. */
final class PostgresRefusalsIT extends PostgresTest {

    private static final String CANARY = "canary-in-the-coal-mine";

    private TestDatabase test() {
        return database().database();
    }

    private String role() {
        return "role_of_" + test().name();
    }

    @BeforeEach
    void writeScriptAndRole() {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer PRIMARY KEY);");
        database().execute("CREATE ROLE " + role() + " LOGIN PASSWORD '" + CANARY + "'");
    }

    @AfterEach
    void dropRole() {
        database().execute("DROP OWNED BY " + role(), "DROP ROLE " + role());
    }

    private Project as(DatabaseSettings settings) {
        return Project.of(home().resolve("migrations"), database().provider(), settings);
    }

    private DatabaseSettings settings(String url) {
        return DatabaseSettings.of("main", url).withUser(role()).withPassword(Secret.of(CANARY));
    }

    /** Refused with that code by migrate and by health, with nothing changed and no secret told. */
    private Problem refused(Class<? extends WhimbrelException> kind, ErrorCode code, Project project) {
        List<String> before = database().catalog();
        WhimbrelException refusal = Refusal.of(kind, project::migrate);
        Problem problem = Refusal.problem(kind, project::migrate);

        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(project.health().problems()).extracting(Problem::code).containsExactly(code);
        assertThat(stackTrace(refusal)).doesNotContain(CANARY);
        assertThat(project.health().toString()).doesNotContain(CANARY);
        assertThat(database().catalog()).isEqualTo(before);
        return problem;
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void refusesAWrongPassword() {
        Project project = as(settings(test().url()).withPassword(Secret.of(CANARY + " not")));

        Problem problem = refused(DatabaseException.class, ErrorCode.WRONG_PASSWORD, project);

        assertThat(problem.why()).contains(role());
    }

    @Test
    void asksForAPasswordThatIsNotSet() {
        refused(
                DatabaseException.class,
                ErrorCode.PASSWORD_MISSING,
                as(DatabaseSettings.of("main", test().url()).withUser(role())));
    }

    @Test
    void refusesAnUnknownHost() {
        Problem problem = refused(
                DatabaseException.class,
                ErrorCode.UNKNOWN_HOST,
                as(settings("postgresql://no-such-host.invalid/chat")));

        assertThat(problem.what()).contains("no-such-host.invalid");
    }

    @Test
    void refusesAPortWhereNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        refused(
                DatabaseException.class,
                ErrorCode.UNREACHABLE,
                as(settings("postgresql://127.0.0.1:" + port + "/chat")));
    }

    @Test
    void refusesADatabaseThatDoesNotExist() {
        Problem problem = refused(
                DatabaseException.class,
                ErrorCode.MISSING_DATABASE,
                as(settings(PostgresServer.shared().url("no_such_database"))));

        assertThat(problem.what()).contains("no_such_database");
    }

    @Test
    void refusesARoleThatMayNotCreateTables() {
        Problem problem = refused(RunFailedException.class, ErrorCode.PERMISSION_DENIED, as(settings(test().url())));

        assertThat(problem.why()).contains("permission denied for schema public");
    }

    @Test
    void refusesARoleWithoutAnySchema() {
        database().execute("ALTER ROLE " + role() + " SET search_path = 'nowhere'");

        refused(DatabaseException.class, ErrorCode.PERMISSION_DENIED, as(settings(test().url())));
    }

    @Test
    void refusesADatabaseThatTakesNoChanges() {
        database().execute("ALTER DATABASE " + test().name() + " SET default_transaction_read_only = on");

        Problem problem = refused(DatabaseException.class, ErrorCode.READ_ONLY, project());

        assertThat(problem.why()).contains("default_transaction_read_only");
        assertThat(project().plan().steps()).hasSize(1);
        database()
                .execute(
                        "SET default_transaction_read_only = off",
                        "ALTER DATABASE " + test().name() + " RESET default_transaction_read_only");
        assertThat(project().migrate().done()).hasSize(1);
    }

    @Test
    void asksForTlsThatTheServerDoesNotHave() {
        refused(DatabaseException.class, ErrorCode.TLS, as(settings(test().url() + "?sslmode=require")));
    }

    /** Such a server has no line for connections without TLS in its pg_hba.conf. */
    @Test
    void usesTlsWhereTheServerInsists() throws Exception {
        Path rules = Files.createTempFile("pg_hba", ".conf");
        try {
            Files.writeString(rules, "hostssl all all all scram-sha-256\nlocal all all trust\n");
            Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-r--r--"));
            try (PrivatePostgres server = PostgresServer.start(Map.of("hba_file", rules.toString()))) {
                Problem problem = refused(
                        DatabaseException.class,
                        ErrorCode.TLS,
                        as(settings(server.server().url("postgres"))));

                assertThat(problem.why()).contains("no encryption");
                assertThat(problem.remedy()).contains("sslmode=require").contains("pg_hba.conf");
            }
        } finally {
            Files.delete(rules);
        }
    }

    @Test
    void refusesAnExtensionThatTheRoleMayNotCreate() {
        database().execute("GRANT CREATE ON SCHEMA public TO " + role());
        project().write("001_bird.sql", "CREATE EXTENSION vector;");

        Problem problem = Refusal.problem(RunFailedException.class, as(settings(test().url()))::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(problem.why()).contains("permission denied to create extension \"vector\"");
        assertThat(problem.remedy()).contains("superuser");
    }

    @Test
    void migratesAsARoleThatOnlyOwnsASchema() {
        database()
                .execute(
                        "CREATE SCHEMA own AUTHORIZATION " + role(), "ALTER ROLE " + role() + " SET search_path = own");

        Project project = as(settings(test().url()));

        assertThat(project.migrate().done()).hasSize(1);
        assertThat(project.health().problems()).isEmpty();
        assertThat(query("SELECT version, \"by\" FROM own.whimbrel_history")).containsExactly("001|" + role());
    }

    @Test
    void keepsThePasswordOutOfTheHistory() {
        database().execute("GRANT CREATE ON SCHEMA public TO " + role());
        project().write("001_bird.sql", "CREATE TABLE bird (id integer REFERENCES nowhere);");

        RunFailedException failure = Refusal.of(RunFailedException.class, as(settings(test().url()))::migrate);

        assertThat(stackTrace(failure)).doesNotContain(CANARY);
        assertThat(query("SELECT h::text FROM whimbrel_history h"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("nowhere").doesNotContain(CANARY));
    }
}
