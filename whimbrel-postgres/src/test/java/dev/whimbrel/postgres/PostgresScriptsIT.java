package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import org.junit.jupiter.api.Test;

/** Scripts as only PostgreSQL knows them. */
final class PostgresScriptsIT extends PostgresTest {

    private static final String BIRD = "CREATE TABLE bird (id integer PRIMARY KEY, name text);";

    @Test
    void copiesDataThatStandsInTheScript() {
        project()
                .write(
                        "001_bird.sql",
                        BIRD,
                        "COPY bird (id, name) FROM stdin;",
                        "1\tcurlew; not an end",
                        "2\t\\N",
                        "3\tBrachvögel \\\\ 'quoted",
                        "\\.",
                        "INSERT INTO bird VALUES (4, 'whimbrel');",
                        "COPY bird FROM STDIN WITH (FORMAT csv);",
                        "5,\"a, b\"",
                        "\\.");

        project().migrate();

        assertThat(query("SELECT id, name FROM bird ORDER BY id"))
                .containsExactly("1|curlew; not an end", "2|null", "3|Brachvögel \\ 'quoted", "4|whimbrel", "5|a, b");
    }

    @Test
    void letsAScriptChooseItsIsolationLevel() {
        project()
                .write(
                        "001_bird.sql",
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;",
                        "CREATE TABLE level AS SELECT current_setting('transaction_isolation') AS name;");

        project().migrate();

        assertThat(query("SELECT name FROM level")).containsExactly("repeatable read");
    }

    @Test
    void leavesNothingOfAScriptWhoseDataIsRefused() {
        project().write("001_bird.sql", BIRD, "COPY bird FROM stdin;", "1\tcurlew", "1\tagain", "\\.");

        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).what())
                .contains("001_bird.sql:2:1: COPY bird")
                .contains("23505");
        assertThat(query("SELECT to_regclass('bird')::text")).containsExactly("null");

        project().write("001_bird.sql", BIRD, "COPY bird FROM stdin;", "1\tcurlew", "\\.");
        assertThat(project().migrate().done()).hasSize(1);
    }

    @Test
    void createsFunctionsInAllTheirForms() {
        project()
                .write(
                        "001_functions.sql",
                        "CREATE FUNCTION f1() RETURNS text LANGUAGE sql AS $$ SELECT ';'; SELECT 'one' $$;",
                        "CREATE FUNCTION f2() RETURNS text LANGUAGE plpgsql AS $body$",
                        "BEGIN",
                        "  EXECUTE $q$ SELECT 1; $q$;",
                        "  RETURN 'two';",
                        "END $body$;",
                        "CREATE FUNCTION f3(a int) RETURNS text BEGIN ATOMIC",
                        "  SELECT CASE a WHEN 1 THEN ';' ELSE 'three' END;",
                        "END;",
                        "DO 'BEGIN PERFORM 1; END';",
                        "CREATE TABLE said AS SELECT f1() || f2() || f3(2) AS words;");

        project().migrate();

        assertThat(query("SELECT words FROM said")).containsExactly("onetwothree");
    }

    @Test
    void tellsTheExactPlaceOfAMistake() {
        project()
                .write(
                        "001_bird.sql",
                        "-- Vögel, 鳥, 🐦",
                        BIRD,
                        "/* 🐦 */ CREATE VIEW birds AS",
                        "    -- die Brachvögel",
                        "    SELECT '🐦 ö' AS sign, id, colour FROM bird;");

        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).what())
                .contains("001_bird.sql:5:31: CREATE VIEW birds AS")
                .contains("SQLSTATE 42703");
    }

    @Test
    void tellsThePlaceInAScriptWithWindowsLineEnds() {
        project().write("001_bird.sql", BIRD + "\r", "SELECT 1,\r", "  colour FROM bird;\r");

        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).what())
                .contains("001_bird.sql:3:3: SELECT 1,");
    }

    @Test
    void tellsWhichExtensionIsNotInstalled() {
        project().write("001_extension.sql", "CREATE EXTENSION whimbrel_nests;");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.EXTENSION_UNAVAILABLE);
        assertThat(problem.why()).contains("whimbrel_nests");
    }

    @Test
    void namesThePackageOfAnExtension() {
        project().write("001_extension.sql", "CREATE EXTENSION postgis;");

        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).remedy())
                .contains("postgresql-NN-postgis-3");
    }

    @Test
    void advisesToCreateTheExtensionThatBringsAType() {
        project().write("001_vectors.sql", "CREATE TABLE chunk (id bigint, embedding vector(3));");
        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).remedy())
                .contains("CREATE EXTENSION IF NOT EXISTS \"vector\"");

        project()
                .write(
                        "001_vectors.sql",
                        "CREATE EXTENSION IF NOT EXISTS vector;",
                        "CREATE TABLE chunk (id bigint, embedding vector(3));",
                        "CREATE INDEX ON chunk USING hnsw (embedding vector_cosine_ops);",
                        "INSERT INTO chunk VALUES (1, '[1,2,3]');");
        project().migrate();

        assertThat(query("SELECT embedding <-> '[1,2,5]' FROM chunk")).containsExactly("2");
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void keepsItsHistoryWhateverAScriptSets() {
        database().execute("CREATE ROLE " + role() + " NOLOGIN", "GRANT CREATE ON SCHEMA public TO " + role());
        try {
            project()
                    .write(
                            "001_settings.sql",
                            "SET statement_timeout = 0;",
                            "SELECT pg_catalog.set_config('search_path', '', false);",
                            "SET standard_conforming_strings = off;",
                            "SET row_security = off;",
                            "SET ROLE " + role() + ";",
                            "CREATE TABLE public.bird (id integer);")
                    .write("002_nest.sql", "CREATE TABLE nest (id integer);")
                    .write(
                            "003_journal.sql",
                            "SET search_path = '';",
                            "VACUUM;",
                            "SET ROLE " + role() + ";",
                            "CREATE TABLE public.egg (id integer);",
                            "VACUUM public.egg;",
                            "CREATE TABLE public.chick (id integer);");

            project().ask(whimbrel -> {
                whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
                assertThat(whimbrel.plan(UpOptions.defaults()).steps()).isEmpty();
                assertThat(whimbrel.verify().values()).allMatch(problems -> problems.isEmpty());
                return whimbrel;
            });

            assertThat(query("SELECT relname, relowner::regrole::text FROM pg_class"
                            + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"))
                    .containsExactly(
                            "bird|" + role(),
                            "chick|" + role(),
                            "egg|" + role(),
                            "nest|" + database().database().user(),
                            "whimbrel_history|" + database().database().user());
            assertThat(query("SELECT DISTINCT \"by\", outcome FROM whimbrel_history"))
                    .containsExactly(database().database().user() + "|applied");
        } finally {
            database().execute("DROP OWNED BY " + role(), "DROP ROLE " + role());
        }
    }

    /** Roles belong to the whole server, so that each test has its own. */
    private String role() {
        return "role_of_" + database().database().name();
    }

    @Test
    void notesAFailureAfterAScriptThatSetARole() {
        project()
                .write(
                        "001_role.sql",
                        "SET ROLE pg_monitor;",
                        "SET search_path = '';",
                        "CREATE TABLE public.bird (id integer);");

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(query("SELECT version, outcome FROM whimbrel_history")).containsExactly("001|failed");
    }

    @Test
    void doesNotCountAStatementWhoseCommitFails() {
        String table = "CREATE TABLE egg (id integer, bird integer REFERENCES bird DEFERRABLE INITIALLY DEFERRED);";
        project().write("001_egg.sql", BIRD, table, "VACUUM;", "INSERT INTO egg VALUES (10, 1);");
        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).what())
                .contains("23503");

        project().write("001_egg.sql", BIRD, table, "VACUUM;", "INSERT INTO egg VALUES (11, NULL);");
        project().migrate();

        assertThat(query("SELECT id FROM egg")).containsExactly("11");
    }
}
