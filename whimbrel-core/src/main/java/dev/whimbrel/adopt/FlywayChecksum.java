package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * CRC-32 over a file's lines in UTF-8 without their ends, one leading byte order mark dropped; of a repeatable migration
 * either the file as it is or with its placeholders replaced.
 *
 * @param value as Flyway stores it: signed, 32 bits
 */
record FlywayChecksum(long value) implements Fingerprint {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Verdict of(Migration migration, List<Migration> files) {
        Script script = migration.up();
        boolean isEqual = ofFile(script) == value
                || (migration.kind() == MigrationKind.REPEATABLE && script.read((text, start) -> of(text)) == value);
        return isEqual ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    static int ofFile(Script script) {
        return script.readFile(file -> of(new InputStreamReader(file, StandardCharsets.UTF_8)));
    }

    private static int of(Reader text) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        CRC32 crc = new CRC32();
        boolean isFirst = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean isMarked = isFirst && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
            crc.update((isMarked ? line.substring(1) : line).getBytes(StandardCharsets.UTF_8));
            isFirst = false;
        }
        return (int) crc.getValue();
    }
}
