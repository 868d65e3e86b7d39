package dev.whimbrel.benchmarks.load;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Two migrations: a table, and a script of that many bytes that fills it.
 *
 * @param kilobytes of 1000 bytes
 */
public record DataScript(Form form, int kilobytes) implements Load {

    private static final String TABLE = """
            CREATE TABLE messages (id bigint, author text, body text, sent_at timestamptz);
            """;

    private static final String BODY =
            "it is a message of an ordinary length; it asks for something, and tells why that matters to whoever wrote it";

    /** How the rows are written. */
    public enum Form {
        INSERT("", """
                INSERT INTO messages (id, author, body, sent_at) VALUES (%010d, 'user', '%s', '2026-01-14 09:30:00+00');
                """, ""),
        COPY("COPY messages (id, author, body, sent_at) FROM STDIN;\n", """
                %010d\tuser\t%s\t2026-01-14 09:30:00+00
                """, "\\.\n");

        private final String before;
        private final String row;
        private final String after;

        Form(String before, String row, String after) {
            this.before = before;
            this.row = row;
            this.after = after;
        }

        private int rowLength() {
            return row.formatted(0, BODY).length();
        }
    }

    @Override
    public String name() {
        return form.name().toLowerCase(Locale.ROOT) + "-" + kilobytes;
    }

    @Override
    public int migrations() {
        return 2;
    }

    private long rows() {
        return kilobytes * 1000L / form.rowLength();
    }

    @Override
    public void write(Format format, Path folder) throws IOException {
        format.prepare(folder);
        Files.writeString(format.file(folder, 1, "table"), format.header() + TABLE + format.footer());
        try (Writer script = Files.newBufferedWriter(format.file(folder, 2, "data"))) {
            script.write(format.header() + form.before);
            // Formatting each row anew would take longer than applying it.
            String row = form.row.formatted(0, BODY);
            int at = row.indexOf("0000000000");
            for (long id = 1; id <= rows(); id++) {
                script.write(row, 0, at);
                script.write(digits(id));
                script.write(row, at + 10, row.length() - at - 10);
            }
            script.write(form.after + format.footer());
        }
    }

    private static String digits(long id) {
        String digits = String.valueOf(id);
        return "0".repeat(10 - digits.length()) + digits;
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(
                new Expectation("rows", "SELECT count(*) FROM messages", rows()),
                new Expectation("the last row", "SELECT max(id) FROM messages", rows()));
    }
}
