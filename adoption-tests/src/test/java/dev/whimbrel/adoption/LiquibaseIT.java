package dev.whimbrel.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Set;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories made by Liquibase itself. */
@RequiresPostgres
class LiquibaseIT {

    private static final String ALL = "databaseChangeLog:\n  - includeAll:\n      path: migrations/\n";

    @TempDir
    private Path home;

    private TestDatabase database;
    private Ground ground;

    @BeforeEach
    void prepare() {
        database = PostgresServer.shared().createDatabase();
        ground = Ground.on(home.resolve("migrations"), database)
                .file("001_users.sql", """
                        --liquibase formatted sql

                        --changeset anna:1
                        --comment: the first one
                        CREATE TABLE users (id integer); -- a comment
                        /* another */
                        --rollback DROP TABLE users;

                        --changeset anna:2 splitStatements:false
                        CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1; $$;

                        --changeset bert:only-elsewhere dbms:oracle
                        CREATE NOTHING;
                        """)
                .file("002_names.sql", """
                        --liquibase formatted sql
                        --changeset "anna b":"names 1" runOnChange:true labels:x context:y
                        --preconditions onFail:MARK_RAN
                        --precondition-sql-check expectedResult:0 SELECT 0
                        ALTER TABLE users ADD COLUMN name text;
                        INSERT INTO users (id, name)
                            VALUES (1, 'a  b;c');
                        """)
                .file(
                        "003_plain.sql",
                        "-- no header\nCREATE TABLE plain (i integer);\n\nINSERT INTO plain VALUES (1);\n");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void update(String changelog) throws Exception {
        ground.file("../changelog.yaml", changelog);
        try (Connection connection = database.connect()) {
            Database theirs =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            ResourceAccessor files = new DirectoryResourceAccessor(home);
            Scope.child(Scope.Attr.resourceAccessor, files, () -> new CommandScope(UpdateCommandStep.COMMAND_NAME)
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, theirs)
                    .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "changelog.yaml")
                    .setOutput(OutputStream.nullOutputStream())
                    .execute());
        }
    }

    @Test
    void takesOverSqlFilesWithTheChecksumsOfTheirChangesets() throws Exception {
        update(ALL);
        assertThat(Ground.told(ground.adopt()))
                .containsExactly(
                        "migrations/001_users.sql adopted equal",
                        "migrations/002_names.sql adopted equal",
                        "migrations/003_plain.sql adopted equal");
        ground.file("004_more.sql", "CREATE TABLE more (id integer);");
        assertThat(ground.migrate()).containsExactly("004");
    }

    @Test
    void seesAnEditedChangeset() throws Exception {
        update(ALL);
        ground.file("003_plain.sql", "CREATE TABLE plain (i bigint);");
        assertThat(Ground.told(ground.look())).contains("migrations/003_plain.sql changed different");
        assertThatExceptionOfType(DisagreementException.class).isThrownBy(ground::adopt);
    }

    @Test
    void asksWhereOnlyAPartOfAFileIsApplied() throws Exception {
        update(ALL);
        ground.file("002_names.sql", """
                --liquibase formatted sql
                --changeset "anna b":"names 1" runOnChange:true labels:x context:y
                ALTER TABLE users ADD COLUMN name text;
                --changeset anna:3
                CREATE TABLE third (i integer);
                """);
        assertThat(Ground.told(ground.look())).contains("migrations/002_names.sql in doubt not verifiable");
    }

    @Test
    void tellsChangesetsThatAreNoSql() throws Exception {
        update(ALL + """
                  - changeSet:
                      id: 9
                      author: carl
                      changes:
                        - createTable:
                            tableName: declared
                            columns:
                              - column: { name: id, type: int }
                """);
        assertThat(Ground.told(ground.look())).contains("carl:9 missing not verifiable");
        ground.adopt(Ground.accepting(Set.of(), Set.of("all")));
        assertThat(ground.migrate()).isEmpty();
    }

    @Test
    void keepsOutOfTheWayOfALockThatIsHeld() throws Exception {
        update(ALL);
        database.execute("UPDATE databasechangeloglock SET locked = true, lockedby = 'build (10.0.0.1)'");
        assertThatExceptionOfType(LockedException.class)
                .isThrownBy(ground::adopt)
                .satisfies(e -> assertThat(e.problems()).allSatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ADOPT_LOCKED);
                    assertThat(problem.why()).contains("build (10.0.0.1)");
                }));
    }
}
