package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.ScriptOptions;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files make one migration, and for which database. */
final class AssemblyTests {

    private static final List<ScriptTarget> ONE_SQLITE = List.of(new ScriptTarget("main", SqlLanguage.SQLITE));
    private static final List<ScriptTarget> BOTH =
            List.of(new ScriptTarget("main", SqlLanguage.POSTGRESQL), new ScriptTarget("local", SqlLanguage.SQLITE));
    private static final List<ScriptTarget> TWO = List.of(
            new ScriptTarget("main", SqlLanguage.POSTGRESQL), new ScriptTarget("audit", SqlLanguage.POSTGRESQL));

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    @Test
    void takesTheScriptOfTheDatabasesDialect() {
        folder.with("003_x.postgresql.sql", "003_x.sqlite.sql", "004_y.postgres.sql", "004_y.sql");

        assertThat(folder.migrations())
                .containsExactly("main 003 x: 003_x.postgresql.sql", "main 004 y: 004_y.postgres.sql");
        assertThat(folder.migrations(ONE_SQLITE))
                .containsExactly("main 003 x: 003_x.sqlite.sql", "main 004 y: 004_y.sql");
    }

    @Test
    void readsDirectionAndDialectInAnyOrder() {
        folder.with("001_x.sql", "001_x.down.sqlite.sql", "001_x.postgresql.down.sql");

        assertThat(folder.migrations()).containsExactly("main 001 x: 001_x.sql, down 001_x.postgresql.down.sql");
        assertThat(folder.migrations(ONE_SQLITE)).containsExactly("main 001 x: 001_x.sql, down 001_x.down.sqlite.sql");
    }

    @Test
    void makesOneMigrationForEachDatabaseOfItsDialect() {
        folder.with("003_x.postgresql.sql", "003_x.sqlite.sql");

        assertThat(folder.migrations(BOTH))
                .containsExactly("local 003 x: 003_x.sqlite.sql", "main 003 x: 003_x.postgresql.sql");
    }

    @Test
    void readsHowAFileWantsToBeRun() {
        folder.file("001_a.sql", """
                -- A comment.
                -- whimbrel: lock-timeout=10s
                -- Whimbrel: transaction=none
                SELECT 1;
                -- migrate:down
                SELECT 2;
                """);

        Migration migration = folder.read().migrations().get(0);

        assertThat(migration.up().options()).isEqualTo(ScriptOptions.NONE.and("lock-timeout=10s transaction=none"));
        assertThat(migration.down().orElseThrow().options())
                .isEqualTo(migration.up().options());
    }

    @Test
    void readsHowAFileOfAnotherLayoutWantsToBeRun() {
        folder.file("1_a.sql", "-- whimbrel: lock-timeout=10s\n-- migrate:up transaction:false\nSELECT 1;\n");

        assertThat(folder.read().migrations().get(0).up().options())
                .isEqualTo(ScriptOptions.NONE.and("lock-timeout=10s transaction=none"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -- x!-- whimbrel: lock-timout=1s!SELECT 1;             | 2 | lock-timout=1s
                    -- whimbrel: lock-timeout=1!-- whimbrel: lock-timeout=2!SELECT 1; | 2 | twice
                    SELECT 1;!-- whimbrel: lock-timeout=1s!SELECT 2;       | 2 | behind
                    """)
    void refusesOptionsItDoesNotUnderstandOrHeed(String text, int line, String why) {
        folder.file("001_a.sql", text.replace('!', '\n') + "\n-- migrate:down\nSELECT 1;\n");

        Problem problem = folder.problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_OPTION);
        assertThat(problem.what()).startsWith("001_a.sql:" + line + ":");
        assertThat(problem.why()).contains(why);
    }

    @Test
    void letsTheSubFolderNameTheDatabase() {
        folder.with("main/001_a.sql", "audit/001_b.sql", "audit/deep/002_c.sql");

        assertThat(folder.migrations(TWO))
                .containsExactly(
                        "audit 001 b: audit/001_b.sql",
                        "main 001 a: main/001_a.sql",
                        "audit 002 c: audit/deep/002_c.sql");
    }

    @Test
    void takesAnySubFolderWhereThereIsOneDatabase() {
        folder.with("2025/001_a.sql", "2026/002_b.sql");

        assertThat(folder.migrations()).containsExactly("main 001 a: 2025/001_a.sql", "main 002 b: 2026/002_b.sql");
    }

    @Test
    void refusesAScriptThatCouldBeForTwoDatabases() {
        assertThat(folder.with("001_a.sql").problems(TWO))
                .extracting(Problem::code, Problem::what)
                .containsExactly(tuple(ErrorCode.NO_DATABASE_FOR_SCRIPT, "001_a.sql could be for main or audit"));
    }

    /** As when one database is named by hand, and no settings tell which others there are. */
    @Test
    void passesOverWhatIsForDatabasesThatNobodyKnows() {
        folder.with("001_a.sql", "002_b.cypher", "002_b.down.cypher", "003_c.redis");

        assertThat(folder.read(MigrationsFolder.ONE_POSTGRES, LeftOut.UNKNOWN).stream()
                        .map(MigrationsFolder::shown))
                .containsExactly("main 001 a: 001_a.sql");
    }

    @Test
    void refusesAFolderOfWhichNothingIsForTheDatabaseNamedByHand() {
        folder.with("001_a.cypher");

        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> folder.read(MigrationsFolder.ONE_POSTGRES, LeftOut.UNKNOWN))
                .satisfies(refusal -> assertThat(refusal.problems())
                        .extracting(Problem::code)
                        .containsExactly(ErrorCode.NO_DATABASE_FOR_SCRIPT));
    }

    @Test
    void refusesAScriptThatIsForNoDatabase() {
        assertThat(folder.with("001_a.sql", "002_b.cypher", "003_c.redis").problems())
                .extracting(Problem::what)
                .containsExactly(
                        "002_b.cypher is for a database that is not configured",
                        "003_c.redis is for a database that is not configured");
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 001_b.sql",
        "001_a.sql, 1_a.sql",
        "1_a.sql, 1.0_b.sql",
        "V1__a.sql, V01__b.sql",
        "V1.2__a.sql, V1_2__a.sql",
        "000001_a.up.sql, 1_b.up.sql",
        "a/001_x.sql, b/001_x.sql",
        "R__a.sql, sub/R__a.sql",
        "B1__a.sql, B1__b.sql",
        "001_a.postgresql.sql, 001_b.sql",
        "001_a.postgresql.sql, 001_a.postgres.sql",
    })
    void refusesTwoScriptsOfOneVersion(String one, String other) {
        assertThat(folder.with(one, other).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DUPLICATE_VERSION))
                .satisfies(problem -> assertThat(problem.what()).contains(one).contains(other));
    }

    @Test
    void refusesTwoDownScriptsOfOneVersion() {
        folder.file("001_a.sql", "SELECT 1;\n-- migrate:down\nSELECT 2;").with("001_a.down.sql");

        assertThat(folder.problems()).extracting(Problem::code).containsExactly(ErrorCode.DUPLICATE_VERSION);
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 002_b.down.sql",
        "V1__a.sql, U2__b.sql",
        "B2__a.sql, U2__b.sql",
        "000001_a.up.sql, 000002_b.down.sql",
        "a.sql, b.down.sql",
    })
    void refusesADownScriptWithoutItsUpScript(String up, String down) {
        assertThat(folder.with(up, down).problems())
                .extracting(Problem::code, Problem::what)
                .containsExactly(tuple(ErrorCode.DOWN_WITHOUT_UP, down + " reverts a migration that does not exist"));
    }

    @Test
    void reportsEverythingAtOnce() {
        folder.with("001_a.sql", "001_b.sql", "002_a.sql", "02_b.sql", "003_c.redis");

        assertThat(folder.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.DUPLICATE_VERSION, ErrorCode.DUPLICATE_VERSION, ErrorCode.NO_DATABASE_FOR_SCRIPT);
    }

    @Test
    void passesOverScriptsOfDatabasesThatAreLeftOut() {
        folder.with("chat/001_users.sql", "audit/002_events.sql", "003_graph.cypher");

        List<ScriptTarget> onlyChat = List.of(new ScriptTarget("chat", SqlLanguage.SQLITE));
        assertThat(folder.read(onlyChat, LeftOut.of(Set.of("audit", "graph"))).stream()
                        .map(MigrationsFolder::shown))
                .containsExactly("chat 001 users: chat/001_users.sql");
    }
}
