package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading files: folders, links, encodings. */
final class FolderReaderTests {

    private Path path;
    private Path outside;
    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolders(@TempDir Path parent) throws IOException {
        path = Files.createDirectory(parent.resolve("migrations"));
        outside = Files.createDirectory(parent.resolve("outside"));
        folder = new MigrationsFolder(path);
    }

    @Test
    void refusesALinkToAFileOutside() throws IOException {
        new MigrationsFolder(outside).with("secret.sql");
        folder.with("001_a.sql");
        Files.createSymbolicLink(path.resolve("002_b.sql"), outside.resolve("secret.sql"));

        assertThat(folder.problems())
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        tuple(ErrorCode.LINK_ESCAPES, "002_b.sql is a link to a file outside the migrations folder"));
    }

    @Test
    void refusesAFileBehindALinkedFolderOutside() throws IOException {
        new MigrationsFolder(outside).with("001_a.sql");
        Files.createSymbolicLink(path.resolve("main"), outside);

        assertThat(folder.problems()).extracting(Problem::code).containsExactly(ErrorCode.LINK_ESCAPES);
    }

    @Test
    void refusesALinkThatRunsInACircle() throws IOException {
        folder.with("001_a.sql");
        Files.createSymbolicLink(path.resolve("again"), path);

        assertThat(folder.problems()).extracting(Problem::code).containsExactly(ErrorCode.FOLDER_MISSING);
    }

    @Test
    void followsALinkToTheFolderItself() throws IOException {
        new MigrationsFolder(outside).with("001_a.sql");
        Path link = Files.createSymbolicLink(path.resolve("link"), outside);

        assertThat(new MigrationsFolder(link).migrations()).containsExactly("main 001 a: 001_a.sql");
    }

    @Test
    void followsALinkWithinTheFolder() throws IOException {
        folder.with("all/001_a.sql");
        Files.createSymbolicLink(path.resolve("002_b.sql"), path.resolve("all/001_a.sql"));

        assertThat(folder.migrations()).containsExactly("main 001 a: all/001_a.sql", "main 002 b: 002_b.sql");
    }

    @Test
    void readsSeveralFoldersInTurn() {
        MigrationsFolder other = new MigrationsFolder(outside).with("001_a.sql");
        folder.with("002_b.sql");

        assertThat(new TimelineReader(
                                List.of(path, other.path()),
                                MigrationsFolder.ONE_POSTGRES,
                                LeftOut.NONE,
                                Placeholders.NONE)
                        .read().stream().map(migration -> migration.up().name()))
                .containsExactly("001_a.sql", "002_b.sql");
    }

    @Test
    void saysOnWhichLineAFileIsNotUtf8() {
        String text = "-- " + "é\n".repeat(50_000) + "SELECT 'x\n";
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        content[content.length - 2] = (byte) 0xE9;
        folder.file("001_a.sql", content).file("002_b.sql", new byte[] {'a', '\n', (byte) 0xC3});

        assertThat(folder.problems())
                .extracting(Problem::code)
                .containsExactly(ErrorCode.SCRIPT_NOT_UTF8, ErrorCode.SCRIPT_NOT_UTF8);
        assertThat(folder.problems())
                .extracting(Problem::what)
                .containsExactly(
                        "001_a.sql is not valid UTF-8, at line 50001", "002_b.sql is not valid UTF-8, at line 2");
    }

    @Test
    void leavesAByteOrderMarkOut() {
        folder.file("001_a.sql", "\uFEFFSELECT '\uFEFF';");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("1: SELECT '\uFEFF'");
    }

    @Test
    void takesTheChecksumOfTheTextWhateverItsLength() {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(shift) + "\uD83D\uDC26é\r\n".repeat(20_000);
            folder.file("001_a.sql", text);

            assertThat(folder.read().migrations().get(0).up().checksum())
                    .as("shifted by %d", shift)
                    .isEqualTo(Checksum.of(text));
        }
    }
}
