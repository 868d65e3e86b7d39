package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.source.TimelineReader.NewMigrationFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as Atlas writes them. */
final class AtlasLayoutTests {

    private static final String SUM = "atlas.sum";

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    /** Write the sum anew, worked out here by the definition: each hash takes in all files before it. */
    private MigrationsFolder hashed(String... names) {
        try {
            MessageDigest total = MessageDigest.getInstance("SHA-256");
            List<byte[]> before = new ArrayList<>();
            StringBuilder lines = new StringBuilder();
            for (String name : names) {
                before.add(name.getBytes(StandardCharsets.UTF_8));
                before.add(Files.readAllBytes(path.resolve(name)));
                MessageDigest one = MessageDigest.getInstance("SHA-256");
                before.forEach(one::update);
                String hash = Base64.getEncoder().encodeToString(one.digest());
                total.update((name + hash).getBytes(StandardCharsets.UTF_8));
                lines.append(name).append(" h1:").append(hash).append('\n');
            }
            return folder.file(SUM, "h1:" + Base64.getEncoder().encodeToString(total.digest()) + "\n" + lines);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private MigrationsFolder ofThree() {
        folder.with("20260114093000_users.sql", "20260115093000_chats.sql", "20260116093000.sql");
        return hashed("20260114093000_users.sql", "20260115093000_chats.sql", "20260116093000.sql");
    }

    @Test
    void areOrderedByName() {
        assertThat(ofThree().read().layout()).isEqualTo("atlas");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 20260114093000 users: 20260114093000_users.sql",
                        "main 20260115093000 chats: 20260115093000_chats.sql",
                        "main 20260116093000 : 20260116093000.sql");
    }

    /** The first value was written by Atlas itself for this file. */
    @Test
    void haveTheHashThatAtlasWrites() {
        folder.file("1_first.sql", "create table `tbl_1` (`col` int);\n");
        hashed("1_first.sql");

        assertThat(folder.read().layout()).isEqualTo("atlas");
        assertThat(path.resolve(SUM))
                .content()
                .contains("1_first.sql h1:uJ2MyyeTqXx4rCqtRMQAvRrfsvdwmvsZ3LcadVvCdOc=\n");
    }

    private void isRefused(String what) {
        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.FOLDER_CONTRADICTORY, what);
        assertThat(folder.problem().remedy()).contains("atlas migrate hash");
    }

    @Test
    void nameAFileThatWasEdited() {
        ofThree().file("20260115093000_chats.sql", "SELECT 2;\n");

        isRefused("20260115093000_chats.sql is not what atlas.sum says");
    }

    @Test
    void nameAFileWhoseLineEndsWereChanged() {
        ofThree().file("20260115093000_chats.sql", "SELECT 1;\r\n");

        isRefused("20260115093000_chats.sql is not what atlas.sum says");
    }

    @Test
    void nameAFileThatWasAdded() {
        ofThree().with("20260114120000_late.sql");

        isRefused("20260114120000_late.sql is not in atlas.sum");
    }

    @Test
    void nameAFileThatWasRemoved() throws IOException {
        ofThree();
        Files.delete(path.resolve("20260116093000.sql"));

        isRefused("20260116093000.sql is in atlas.sum and not in the folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h1:\n001_a.sql\n", "h1:AAAA\n", "<<<<<<< HEAD\n"})
    void refuseADamagedSum(String text) {
        folder.with("20260114093000_users.sql").file(SUM, text);

        isRefused("atlas.sum is damaged");
    }

    @Test
    void leaveAFileOutOfTheSumThatAsksForIt() {
        folder.file("1_a.sql", "-- atlas:sum ignore\nSELECT 1;\n");
        hashed();
        folder.with("0_z.sql");
        hashed("0_z.sql");

        assertThat(folder.migrations()).containsExactly("main 0 z: 0_z.sql", "main 1 a: 1_a.sql");
    }

    private MigrationsFolder single(String text) {
        folder.file("1_a.sql", text);
        return hashed("1_a.sql");
    }

    @ParameterizedTest
    @CsvSource({"none, false", "file, true"})
    void heedTheTransactionMode(String mode, boolean transactional) {
        single("-- a comment\n-- atlas:txmode " + mode + "\n\nSELECT 1;\n");

        assertThat(folder.isTransactional(0, Direction.UP)).isEqualTo(transactional);
    }

    @Test
    void refuseAModeThatAtlasWouldNotSee() {
        single("-- atlas:txmode none\nSELECT 1;\n");

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.SCRIPT_MARKER, "1_a.sql:1: Atlas does not see `atlas:txmode` here");
    }

    @Test
    void refuseAModeThatDoesNotExist() {
        single("-- atlas:txmode some\n\nSELECT 1;\n");

        assertThat(folder.problem().what()).isEqualTo("1_a.sql:1: unknown transaction mode `some`");
    }

    @Test
    void heedTheDelimiter() {
        single("-- atlas:delimiter -- end\nSELECT 'a -- end'\n-- end\nSELECT 2;\n-- end\n");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("2: SELECT 'a -- end'", "4: SELECT 2");
    }

    @Test
    void heedADelimiterOfEmptyLines() {
        single("-- atlas:delimiter \\n\\n\\n\nSELECT 1\n\n\nSELECT\n\n2\n\n\n");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("2: SELECT 1", "5: SELECT\n\n2");
    }

    @Test
    void takeACheckpointForABaseline() {
        folder.with("1_a.sql", "3_c.sql").file("2_b.sql", "-- atlas:checkpoint v1\n\nSELECT 1;\n");
        hashed("1_a.sql", "2_b.sql", "3_c.sql");

        assertThat(folder.read().migrations())
                .extracting(Migration::kind)
                .containsExactly(MigrationKind.VERSIONED, MigrationKind.BASELINE, MigrationKind.VERSIONED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"txtar", "import a.sql"})
    void refuseWhatAtlasMakesAScriptOf(String directive) {
        single("-- atlas:" + directive + "\n\nSELECT 1;\n");

        assertThat(folder.problem().code()).isEqualTo(ErrorCode.UNSUPPORTED_MIGRATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1_a.up.sql | found atlas (atlas.sum), up/down pairs (1_a.up.sql)
            V1__a.sql  | found atlas (atlas.sum), flyway (V1__a.sql)
            """)
    void doNotHoldTheFilesOfOtherTools(String name, String why) {
        folder.with(name);
        hashed(name);

        assertThat(folder.problem().why()).isEqualTo(why);
    }

    @Test
    void needTheOrderOfTheirNames() {
        folder.with("10_b.sql", "9_a.sql");
        hashed("10_b.sql", "9_a.sql");

        assertThat(folder.problem().what()).isEqualTo("10_b.sql comes before 9_a.sql by name and after it by version");
    }

    @Test
    void getANewFileAndANewSum() {
        List<NewMigrationFile> files = ofThree().newFiles(false);

        assertThat(files).extracting(NewMigrationFile::replaces).containsExactly(false, true);
        files.forEach(file -> folder.file(path.relativize(file.path()).toString(), file.content()));
        assertThat(folder.migrations()).hasSize(4);
        assertThat(folder.refusalToCreate(true).code()).isEqualTo(ErrorCode.CREATE_ELSEWHERE);
    }
}
