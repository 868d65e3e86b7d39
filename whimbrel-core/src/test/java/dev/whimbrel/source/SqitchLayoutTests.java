package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders with a plan of Sqitch. */
final class SqitchLayoutTests {

    private static final String BY = " 2026-01-14T09:30:00Z Ada <ada@example.org> # a note [with: signs]\n";

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void writtenBySqitch() {
        folder = new MigrationsFolder(path)
                .with("deploy/users.sql", "deploy/api/add_chat.sql", "revert/users.sql", "verify/users.sql");
        plan("users" + BY + "@v1" + BY + "\n# done\napi/add_chat [users @v1 chat:users !posts]" + BY);
    }

    private void plan(String lines) {
        folder.file("sqitch.plan", "%syntax-version=1.0.0\n%project=chat\n\n" + lines);
    }

    private void isRefused(String what) {
        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.FOLDER_CONTRADICTORY, what);
    }

    @Test
    void areOrderedByThePlan() {
        assertThat(folder.read().layout()).isEqualTo("sqitch");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 1 users: deploy/users.sql, down revert/users.sql",
                        "main 2 api/add chat: deploy/api/add_chat.sql");
    }

    @Test
    void keepTheOldScriptOfAReworkedChange() {
        folder.with("deploy/users@v1.sql", "revert/users@v1.sql");
        plan("users" + BY + "@v0" + BY + "@v1" + BY + "users [users@v1]" + BY + "@v2" + BY + "api/add_chat" + BY);

        assertThat(folder.migrations())
                .containsExactly(
                        "main 1 users: deploy/users@v1.sql, down revert/users@v1.sql",
                        "main 2 users: deploy/users.sql, down revert/users.sql",
                        "main 3 api/add chat: deploy/api/add_chat.sql");
    }

    @Test
    void mayBeWrappedInATransactionAsSqitchWritesThem() {
        folder.file(
                "deploy/users.sql",
                "-- Deploy chat:users to pg\n\nBEGIN;\n\nCREATE TABLE users (id int);\n\nCOMMIT;\n");

        assertThat(folder.isTransactional(0, Direction.UP)).isTrue();
        assertThat(folder.read().migrations().get(0).up().summary().statements())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "other, sqitch.plan:5: users requires other",
        "api/add_chat, sqitch.plan:5: users requires api/add_chat",
        "users@v9, sqitch.plan:5: users requires users@v9",
        "@v1, sqitch.plan:5: users requires @v1",
        "!api/first, sqitch.plan:5: users conflicts with api/first",
    })
    void checkDependencies(String dependency, String what) {
        folder.with("deploy/api/first.sql");
        plan("api/first" + BY + "users [" + dependency + "]" + BY + "api/add_chat" + BY);

        isRefused(what);
    }

    @Test
    void cannotKnowOtherProjects() {
        plan("users [billing:accounts]" + BY + "api/add_chat" + BY);

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        ErrorCode.UNSUPPORTED_MIGRATION,
                        "sqitch.plan:4: users depends on another project: billing:accounts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users                                              | sqitch.plan:4 cannot be read
            users 2026-01-14T09:30:00Z                         | sqitch.plan:4 cannot be read
            ../../x 2026-01-14T09:30:00Z Ada <ada@example.org> | sqitch.plan:4 cannot be read
            @v1 2026-01-14T09:30:00Z Ada <ada@example.org>     | sqitch.plan:4 cannot be read
            -users 2026-01-14T09:30:00Z Ada <ada@example.org>  | sqitch.plan:4 cannot be read
            """)
    void needAPlanThatCanBeRead(String line, String what) {
        plan(line + "\n");

        isRefused(what);
    }

    @Test
    void needATagBeforeAChangeIsReworked() {
        plan("users" + BY + "users" + BY + "api/add_chat" + BY);

        isRefused("sqitch.plan:5 cannot be read");
    }

    @Test
    void needTheScriptsOfThePlan() {
        plan("users" + BY + "api/add_chat" + BY + "gone" + BY);

        isRefused("deploy/gone.sql is missing");
    }

    @Test
    void needEachScriptInThePlan() {
        plan("users" + BY);

        isRefused("deploy/api/add_chat.sql does not stand in sqitch.plan");
    }

    @Test
    void areForTheEngineOfTheSettings() {
        folder.file("sqitch.conf", "[core]\n\tengine = pg\n");

        assertThat(folder.migrations()).hasSize(2);
        assertThat(folder.problems(List.of(new ScriptTarget("main", SqlLanguage.SQLITE))))
                .extracting(Problem::what)
                .containsExactly("the folder is for postgresql, and no configured database is one");
    }

    @Test
    void getNoNewMigrationHere() {
        assertThat(folder.refusalToCreate(false).remedy()).isEqualTo("run `sqitch add add_b`");
    }
}
