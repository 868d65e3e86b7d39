package dev.whimbrel.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.Problem;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts as only SQLite knows them. */
final class SqliteScriptsIT {

    @TempDir
    @Nullable
    Path home;

    private @Nullable SqliteFile created;
    private @Nullable Project prepared;

    @BeforeEach
    void writeTwoTables() {
        SqliteFile file = new SqliteFile(requireNonNull(home).resolve("birds.db"));
        created = file;
        prepared = Project.of(requireNonNull(home).resolve("migrations"), file.provider(), file.settings())
                .write(
                        "001_tables.sql",
                        "CREATE TABLE bird (id INTEGER PRIMARY KEY, name TEXT);",
                        "CREATE TABLE egg (id INTEGER PRIMARY KEY,",
                        "    bird INTEGER REFERENCES bird (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);",
                        "INSERT INTO bird VALUES (1, 'curlew');",
                        "INSERT INTO egg VALUES (10, 1);");
        prepared.migrate();
    }

    private Project project() {
        return requireNonNull(prepared);
    }

    private SqliteFile file() {
        return requireNonNull(created);
    }

    @Test
    void rebuildsATableWithForeignKeysSwitchedOff() {
        project()
                .write(
                        "002_rebuild.sql",
                        "PRAGMA foreign_keys = ON;",
                        "PRAGMA foreign_keys = OFF;",
                        "BEGIN TRANSACTION;",
                        "CREATE TABLE new_bird (id INTEGER PRIMARY KEY, name TEXT NOT NULL);",
                        "INSERT INTO new_bird SELECT id, name FROM bird;",
                        "DROP TABLE bird;",
                        "ALTER TABLE new_bird RENAME TO bird;",
                        "PRAGMA foreign_key_check;",
                        "COMMIT;",
                        "PRAGMA foreign_keys = ON;");

        project().migrate();

        assertThat(file().query("SELECT * FROM egg")).containsExactly("10|1");
        assertThat(file().query("SELECT name FROM pragma_table_info('bird') WHERE \"notnull\" = 1"))
                .containsExactly("name");
        assertThat(file().query("PRAGMA foreign_key_check")).isEmpty();
    }

    @Test
    void leavesTheOldTableIfRebuildingItFails() {
        project()
                .write(
                        "002_rebuild.sql",
                        "PRAGMA foreign_keys = OFF;",
                        "CREATE TABLE new_bird (id INTEGER PRIMARY KEY, name TEXT NOT NULL);",
                        "INSERT INTO new_bird SELECT id, name FROM bird;",
                        "DROP TABLE bird;",
                        "ALTER TABLE new_bird RENAME TO bird;",
                        "CREATE INDEX by_colour ON bird (colour);",
                        "PRAGMA foreign_keys = ON;");

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(file().query("SELECT name FROM pragma_table_info('bird') WHERE \"notnull\" = 1"))
                .isEmpty();
        assertThat(file().query("SELECT name FROM sqlite_master WHERE name LIKE 'new%'"))
                .isEmpty();
    }

    @Test
    void enforcesForeignKeysWhereAScriptSwitchesThemOn() {
        project().write("002_dangling.sql", "PRAGMA foreign_keys = ON;", "INSERT INTO egg VALUES (11, 2);");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.what()).contains("002_dangling.sql, at its end").contains("SQLITE_CONSTRAINT");
        assertThat(file().query("SELECT id FROM egg")).containsExactly("10");
        assertThat(file().query("SELECT version FROM whimbrel_applied")).containsExactly("001");
    }

    @Test
    void doesNotCountAStatementWhoseCommitFails() {
        String[] begin = {"PRAGMA foreign_keys = ON;", "INSERT INTO egg VALUES (11, 1);", "VACUUM;"};
        project().write("002_dangling.sql", begin[0], begin[1], begin[2], "INSERT INTO egg VALUES (12, 2);");
        Refusal.of(RunFailedException.class, project()::migrate);
        assertThat(file().query("SELECT id FROM egg")).containsExactly("10", "11");

        project().write("002_dangling.sql", begin[0], begin[1], begin[2], "INSERT INTO egg VALUES (12, 1);");
        project().migrate();

        assertThat(file().query("SELECT id FROM egg")).containsExactly("10", "11", "12");
    }

    @Test
    void createsTriggersWithTheirStatements() {
        project()
                .write(
                        "002_trigger.sql",
                        "CREATE TABLE log (line TEXT);",
                        "CREATE TRIGGER bird_renamed AFTER UPDATE OF name ON bird",
                        "WHEN new.name <> CASE old.name WHEN 'x' THEN 'y' END OR 1 BEGIN",
                        "    INSERT INTO log VALUES (old.name || ';');",
                        "    INSERT INTO log VALUES (new.name);",
                        "END;",
                        "UPDATE bird SET name = 'whimbrel';");

        project().migrate();

        assertThat(file().query("SELECT line FROM log")).containsExactly("curlew;", "whimbrel");
    }

    @Test
    void vacuumsInTheMiddle() {
        project()
                .write(
                        "002_vacuum.sql",
                        "CREATE TABLE big AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200)",
                        "    SELECT randomblob(4000) AS data FROM n;",
                        "DELETE FROM big;",
                        "VACUUM;",
                        "INSERT INTO bird VALUES (2, 'whimbrel');");

        project().migrate();

        assertThat(file().query("PRAGMA freelist_count")).containsExactly("0");
        assertThat(file().query("SELECT name FROM bird")).containsExactly("curlew", "whimbrel");
        assertThat(project().history().entries()).last().satisfies(entry -> assertThat(entry.outcome())
                .isEqualTo(Outcome.APPLIED));
    }

    @Test
    void goesOnAfterAScriptSwitchedToWriteAheadLogging() {
        project()
                .write("002_wal.sql", "PRAGMA journal_mode = WAL;", "INSERT INTO bird VALUES (2, 'whimbrel');")
                .write("003_more.sql", "INSERT INTO bird VALUES (3, 'godwit');");

        project().migrate();

        assertThat(file().query("PRAGMA journal_mode")).containsExactly("wal");
        assertThat(file().query("SELECT count(*) FROM bird")).containsExactly("3");
        assertThat(project().migrate().done()).isEmpty();
    }
}
