package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.ObjectChange;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements say about the objects they create, drop and rename. */
final class ObjectChangeParserTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            CREATE TABLE T (a int)                                     | CREATE TABLE t
            CREATE TABLE IF NOT EXISTS S . T (a int)                   | CREATE TABLE s.t
            CREATE TABLE "S"."T ""x" (a int)                           | CREATE TABLE S.T "x
            CREATE UNLOGGED TABLE t AS SELECT 1                        | CREATE TABLE t
            CREATE FOREIGN TABLE t (a int) SERVER s                    | CREATE TABLE t
            CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t (a)| CREATE INDEX i ON s.t
            CREATE INDEX i ON ONLY t (lower(a))                        | CREATE INDEX i ON t
            CREATE OR REPLACE VIEW v AS SELECT 1                       | CREATE VIEW v
            CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1       | CREATE VIEW v
            CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int RETURN 1 | CREATE FUNCTION s.f
            CREATE PROCEDURE p() LANGUAGE sql AS ''                    | CREATE FUNCTION p
            CREATE TRIGGER g BEFORE UPDATE OF a ON s.t EXECUTE FUNCTION f() | CREATE TRIGGER g ON s.t
            CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f() | CREATE TRIGGER g ON t
            CREATE EXTENSION IF NOT EXISTS "uuid-ossp"                 | CREATE EXTENSION uuid-ossp
            CREATE SCHEMA s                                            | CREATE SCHEMA s
            CREATE TYPE e AS ENUM ('a')                                | CREATE TYPE e
            CREATE DOMAIN d AS int                                     | CREATE TYPE d
            CREATE SEQUENCE q                                          | CREATE SEQUENCE q
            DROP TABLE t                                               | DROP TABLE t
            DROP TABLE IF EXISTS a, S.B CASCADE                        | DROP_CASCADE TABLE a, DROP_CASCADE TABLE s.b
            ALTER TABLE t SET SCHEMA s                                 | RENAME TABLE t TO s.t
            ALTER TABLE t DROP COLUMN a, ADD b int                     | DROP_COLUMN TABLE t
            ALTER TABLE t DROP a                                       | DROP_COLUMN TABLE t
            ALTER TABLE t DROP CONSTRAINT c                            | ~~
            ALTER TABLE t ALTER a DROP NOT NULL                        | ~~
            DROP INDEX CONCURRENTLY IF EXISTS i                        | DROP INDEX i
            DROP MATERIALIZED VIEW v                                   | DROP VIEW v
            DROP FUNCTION f(int, numeric(10,2)), g                     | DROP FUNCTION f, DROP FUNCTION g
            DROP TRIGGER IF EXISTS g ON s.t                            | DROP TRIGGER g ON s.t
            DROP SCHEMA s CASCADE                                      | DROP_CASCADE SCHEMA s
            ALTER TABLE IF EXISTS ONLY s.t RENAME TO U                 | RENAME TABLE s.t TO u
            ALTER INDEX i RENAME TO j                                  | RENAME INDEX i TO j
            ALTER MATERIALIZED VIEW v RENAME TO w                      | RENAME VIEW v TO w
            ALTER FUNCTION f(int) RENAME TO g                          | RENAME FUNCTION f TO g
            ALTER TRIGGER g ON s.t RENAME TO h                         | RENAME TRIGGER g TO h
            """)
    void areReadOffTheWordsInPostgres(String statement, String changes) {
        assertThat(shown(Lexed.postgres(statement + ";").single().changes())).isEqualTo(changes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            CREATE TABLE Users (a)                                | CREATE TABLE Users
            CREATE TABLE [a b] (a)                                | CREATE TABLE a b
            CREATE TABLE `a``b` (a)                               | CREATE TABLE a`b
            CREATE VIRTUAL TABLE f USING fts5(a)                  | CREATE TABLE f
            CREATE INDEX IF NOT EXISTS main.I ON T (a)            | CREATE INDEX main.I ON T
            CREATE TRIGGER g INSERT ON T BEGIN SELECT 1; END      | CREATE TRIGGER g ON T
            DROP TRIGGER g                                        | DROP TRIGGER g
            DROP TABLE IF EXISTS "t"                              | DROP TABLE t
            ALTER TABLE t RENAME TO U                             | RENAME TABLE t TO U
            """)
    void areReadOffTheWordsInSqlite(String statement, String changes) {
        assertThat(shown(Lexed.sqlite(statement + ";").single().changes())).isEqualTo(changes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE t (a int)",
                "CREATE TEMPORARY VIEW v AS SELECT 1",
                "CREATE INDEX ON t (a)",
                "CREATE INDEX IF NOT EXISTS ON t (a)",
                "CREATE SCHEMA AUTHORIZATION joe",
                "CREATE ROLE r",
                "CREATE",
                "CREATE TABLE",
                "CREATE 'a'",
                "DROP",
                "DROP ROLE r",
                "DROP TABLE",
                "DROP OWNED BY r",
                "ALTER",
                "ALTER TABLE",
                "ALTER ROLE a RENAME TO b",
                "ALTER TABLE t RENAME COLUMN a TO b",
                "ALTER TABLE t RENAME a TO b",
                "ALTER TABLE t ADD COLUMN a int",
                "SELECT 'CREATE TABLE t (a int)'",
                "DO $$ BEGIN CREATE TABLE t (a int); END $$",
                "INSERT INTO t VALUES (1)",
            })
    void areNotSeenElsewhere(String statement) {
        assertThat(Lexed.postgres(statement + ";").single().changes()).isEmpty();
    }

    private static String shown(List<ObjectChange> changes) {
        return String.join(
                ", ", changes.stream().map(ObjectChangeParserTests::shown).toList());
    }

    private static String shown(ObjectChange change) {
        String link = change.action() == ObjectChange.Action.RENAME ? " TO " : " ON ";
        return change.action() + " " + change.kind() + " " + change.name()
                + change.other().map(other -> link + other).orElse("");
    }
}
