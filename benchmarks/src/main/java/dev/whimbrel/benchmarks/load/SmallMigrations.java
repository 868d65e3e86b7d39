package dev.whimbrel.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Migrations of five statements each: a table, an index, a function, a trigger, rows. */
public record SmallMigrations(int migrations) implements Load {

    private static final int ROWS = 10;

    private static final String SCRIPT = """
            CREATE TABLE item_%1$04d (
                id         bigint PRIMARY KEY,
                name       text NOT NULL,
                changed_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX item_%1$04d_name ON item_%1$04d (name);
            CREATE FUNCTION touch_item_%1$04d() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.changed_at := now(); -- it's later; the name may be the same
                RETURN NEW;
            END
            $$;
            CREATE TRIGGER touch BEFORE UPDATE ON item_%1$04d
                FOR EACH ROW EXECUTE FUNCTION touch_item_%1$04d();
            INSERT INTO item_%1$04d (id, name) VALUES
            %2$s;
            """;

    @Override
    public String name() {
        return "small-" + migrations;
    }

    @Override
    public void write(Format format, Path folder) throws IOException {
        format.prepare(folder);
        for (int number = 1; number <= migrations; number++) {
            String script = format.header() + SCRIPT.formatted(number, rows()) + format.footer();
            Files.writeString(format.file(folder, number, "item"), script);
        }
    }

    private static String rows() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj("    (%1$d, 'item %1$d; it''s one')"::formatted)
                .collect(Collectors.joining(",\n"));
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(
                expect("tables", "pg_class WHERE relkind = 'r' AND relname LIKE 'item%'"),
                expect("indexes", "pg_class WHERE relkind = 'i' AND relname LIKE 'item%name'"),
                expect("functions", "pg_proc WHERE proname LIKE 'touch_item%'"),
                expect("triggers", "pg_trigger WHERE tgname = 'touch' AND tgenabled = 'O'"),
                new Expectation("rows", "SELECT sum(n) FROM (" + counts() + ")", (long) ROWS * migrations));
    }

    private Expectation expect(String what, String from) {
        return new Expectation(what, "SELECT count(*) FROM " + from, migrations);
    }

    private String counts() {
        return IntStream.rangeClosed(1, migrations)
                .mapToObj("SELECT count(*) AS n FROM item_%04d"::formatted)
                .collect(Collectors.joining(" UNION ALL "));
    }
}
