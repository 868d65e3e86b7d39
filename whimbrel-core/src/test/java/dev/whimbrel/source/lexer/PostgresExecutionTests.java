package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How statements of PostgreSQL must be run. */
final class PostgresExecutionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "create /* a */ unique -- b\n index concurrently if not exists i on t (a)",
                "DROP INDEX CONCURRENTLY IF EXISTS i",
                "REINDEX INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (CONCURRENTLY) TABLE t",
                "REINDEX (VERBOSE, CONCURRENTLY TRUE) INDEX i",
                "REINDEX SCHEMA s",
                "REINDEX (VERBOSE) DATABASE d",
                "REINDEX SYSTEM d",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "ALTER TABLE ONLY s.t DETACH PARTITION s.p CONCURRENTLY",
                "VACUUM",
                "VACUUM (ANALYZE) t",
                "CLUSTER",
                "CLUSTER VERBOSE",
                "CLUSTER (VERBOSE)",
                "DISCARD ALL",
                "CREATE DATABASE d",
                "DROP DATABASE IF EXISTS d WITH (FORCE)",
                "CREATE TABLESPACE t LOCATION '/d'",
                "DROP TABLESPACE t",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
                "DROP SUBSCRIPTION s",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION s SET PUBLICATION p",
                "ALTER SYSTEM SET wal_level = 'logical'",
                "ALTER DATABASE d SET TABLESPACE t",
                "/*+ hint */ VACUUM",
            })
    void runsOutsideATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.NON_TRANSACTIONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a",
                "SET SESSION ROLE r",
                "RESET ALL",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SELECT pg_catalog.set_config('search_path', '', false)"
            })
    void setsUpTheConnection(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.SETTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX \"concurrently\" ON t (a)",
                "CREATE INDEX i ON t (concurrently)",
                "DROP INDEX i",
                "REINDEX INDEX i",
                "REINDEX TABLE \"concurrently\"",
                "REINDEX (VERBOSE) TABLE t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "ALTER TABLE t DETACH PARTITION p",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "CLUSTER t",
                "CLUSTER VERBOSE t USING i",
                "CLUSTER \"verbose\"",
                "DISCARD TEMP",
                "ANALYZE t",
                "ALTER TYPE e ADD VALUE 'a'",
                "ALTER DATABASE d SET work_mem = '1MB'",
                "ALTER SUBSCRIPTION s DISABLE",
                "CREATE TABLE vacuum (a int)",
                "SELECT 'VACUUM'",
                "'VACUUM'",
                "(SELECT 1)",
                "DO $$ BEGIN COMMIT; END $$",
                "PREPARE p AS SELECT 1",
                "SET LOCAL search_path = a",
                "SET CONSTRAINTS ALL DEFERRED",
                "LOCK TABLE t",
            })
    void runsInATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.TRANSACTIONAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "begin work", "BEGIN ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION"})
    void beginsATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.BEGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "commit work", "END", "END TRANSACTION", "COMMIT AND NO CHAIN"})
    void commitsATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.COMMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK",
                "ABORT",
                "ROLLBACK WORK",
                "ROLLBACK PREPARED 'a'",
                "COMMIT PREPARED 'a'",
                "PREPARE TRANSACTION 'a'",
            })
    void endsATransactionOtherwise(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.ROLLBACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT a",
                "RELEASE a",
                "RELEASE SAVEPOINT a",
                "ROLLBACK TO a",
                "ROLLBACK WORK TO SAVEPOINT a",
            })
    void movesWithinATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.SAVEPOINT);
    }

    private static Execution execution(String statement) {
        return Lexed.postgres(statement + ";").single().execution();
    }
}
