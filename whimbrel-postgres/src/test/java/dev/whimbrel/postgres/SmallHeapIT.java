package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More is to be read than there is memory. */
final class SmallHeapIT extends PostgresTest {

    private static final String HEAP = "-Xmx32m";
    private static final long MB = 1 << 20;
    private static final int LINE = 1024;
    private static final int STATEMENT = 64 * 1024;
    private static final long SECONDS = 600;

    private void migrateWith(String heap) throws Exception {
        Process process = Migrate.start(folder(), database().database().url(), database(), heap);
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private Path folder() {
        return home().resolve("migrations");
    }

    /** Twice the memory in data, and twice in statements; one GB together in the long form. */
    @Test
    void streamsALongScript() throws Exception {
        long half = (FaultForm.isLong() ? 512 : 64) * MB;
        Files.createDirectories(folder());
        writeLong(folder().resolve("001_long.sql"), half / LINE, half / STATEMENT);

        migrateWith(HEAP);

        assertThat(query("SELECT count(*), sum(length(song)) FROM nest"))
                .containsExactly(half / LINE + half / STATEMENT + "|" + 2 * half);
    }

    private static void writeLong(Path script, long lines, long statements) throws IOException {
        String line = "x".repeat(LINE) + "\n";
        String statement = "INSERT INTO nest VALUES ('" + "y".repeat(STATEMENT) + "');\n";
        try (BufferedWriter writer = Files.newBufferedWriter(script)) {
            writer.write("CREATE TABLE nest (song text);\nCOPY nest FROM STDIN;\n");
            for (long i = 0; i < lines; i++) {
                writer.write(line);
            }
            writer.write("\\.\n");
            for (long i = 0; i < statements; i++) {
                writer.write(statement);
            }
        }
    }

    @Test
    void migratesAFolderOfThousands() throws Exception {
        int count = FaultForm.isLong() ? 10_000 : 1_000;
        Files.createDirectories(folder());
        for (int i = 1; i <= count; i++) {
            Files.writeString(
                    folder().resolve("%05d_row.sql".formatted(i)),
                    i == 1 ? "CREATE TABLE nest (id integer);" : "INSERT INTO nest VALUES (" + i + ");");
        }

        migrateWith(HEAP);

        assertThat(query("SELECT count(*), count(DISTINCT id) FROM nest"))
                .containsExactly((count - 1) + "|" + (count - 1));
        assertThat(query("SELECT count(*) FROM whimbrel_applied")).containsExactly("" + count);
    }
}
