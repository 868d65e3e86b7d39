package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes beside the migrations in folders of Flyway and neo4j-migrations. */
final class FlywayDetailTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void oneMigration() {
        folder = new MigrationsFolder(path).with("V1__a.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beforeMigrate.sql",
                "afterMigrate.sql",
                "afterMigrate__grants.sql",
                "afterMigrateApplied.sql",
                "beforeEachMigrate.sql",
                "afterEachMigrateError.sql",
                "afterEachMigrateStatement.sql",
                "afterVersioned.sql",
                "beforeRepeatables.sql",
                "createSchema.sql",
                "beforeConnect.sql",
                "beforeFirstUse.cypher",
                "afterValidate.sql",
            })
    void callbacksAreRefused(String name) {
        assertThat(folder.with(name).problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.UNSUPPORTED_MIGRATION, name + " is a callback");
    }

    @Test
    void namesThatOnlyBeginLikeACallbackAreNone() {
        assertThat(folder.with("afterwards.sql").migrations()).containsExactly("main 1 a: V1__a.sql");
    }

    @Test
    void aSettingsFileMayAskForNoTransaction() {
        folder.file("V1__a.sql.conf", "executeInTransaction=false\nencoding=UTF-8\n");

        assertThat(folder.isTransactional(0, Direction.UP)).isFalse();
    }

    @Test
    void aSettingsFileMayAskForATransaction() {
        folder.file("V1__a.sql.conf", "flyway.executeInTransaction = true\n");

        assertThat(folder.isTransactional(0, Direction.UP)).isTrue();
    }

    @Test
    void aSettingsFileMayKeepPlaceholders() {
        folder.file("V1__a.sql", "SELECT '${name}';\n").file("V1__a.sql.conf", "placeholderReplacement=false\n");
        folder.file("V2__b.sql", "SELECT '${name}';\n");
        List<Migration> migrations = new TimelineReader(
                        List.of(path),
                        MigrationsFolder.ONE_POSTGRES,
                        LeftOut.NONE,
                        new Placeholders(Map.of("name", "Ada")))
                .read()
                .migrations();

        assertThat(MigrationsFolder.statements(migrations.get(0).up())).containsExactly("1: SELECT '${name}'");
        assertThat(MigrationsFolder.statements(migrations.get(1).up())).containsExactly("1: SELECT 'Ada'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoding=ISO-8859-1",
                "shouldExecute=false",
                "executeInTransaction=maybe",
                "placeholderPrefix=#("
            })
    void otherSettingsOfAScriptAreRefused(String line) {
        folder.file("V1__a.sql.conf", line + "\n");

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.UNSUPPORTED_MIGRATION, "V1__a.sql.conf: `" + line + "` is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2__b.java", "db/V2__b.class", "V2__b.sh", "V2__b.py", "V2__b.xml", "R__b.ps1"})
    void migrationsThatAreProgramsAreRefused(String name) {
        assertThat(folder.file(name, "").problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        ErrorCode.UNSUPPORTED_MIGRATION,
                        name + " has the name of a migration and is no script of a database");
    }

    @Test
    void aRepeatableScriptHasNoVersionInSql() {
        folder.with("R2__b.sql");
        assertThat(folder.problem().why()).isEqualTo("found flyway (V1__a.sql), plain (R2__b.sql)");
    }
}
