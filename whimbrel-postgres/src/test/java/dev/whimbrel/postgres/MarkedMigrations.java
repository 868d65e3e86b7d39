package dev.whimbrel.postgres;

import dev.whimbrel.testkit.contract.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Migrations of every kind, each of which makes a table and leaves one row in the table {@code effect}, so that one can
 * see afterwards how often each took effect. That table knows nothing of uniqueness and is there before.
 *
 * @param versions all of them, in order
 * @param journaled the one that runs statement by statement, if there is one
 */
record MarkedMigrations(List<String> versions, Optional<String> journaled) {

    /** What a fresh database must hold before. */
    static final String LOG = "CREATE TABLE effect (version text NOT NULL)";

    /** The one that runs statement by statement. */
    static final String JOURNALED = "005";

    /** How many of its statements are done when it has left its first mark, and its last. */
    static final int FIRST_MARK = 2;

    static final int LAST_MARK = 5;

    private static final int CHUNKS = 6;
    private static final int CHUNK = 100_000;

    static MarkedMigrations ofEveryKind(Project project) {
        writeSmall(project, "001");
        writeSmall(project, "002");
        project.write("003_copy.sql", table("003"), "COPY nest_003 FROM STDIN;", "1", "2", "\\.", mark("003"));
        project.write("004_large.sql", large());
        project.write(
                "005_index.sql",
                table(JOURNALED),
                mark(JOURNALED + " begun"),
                "CREATE UNIQUE INDEX CONCURRENTLY by_id ON nest_005 (id);",
                "VACUUM nest_005;",
                mark(JOURNALED),
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id_again ON nest_005 (id);");
        writeSmall(project, "006");
        writeSmall(project, "007");
        return new MarkedMigrations(
                List.of("001", "002", "003", "004", JOURNALED, "006", "007"), Optional.of(JOURNALED));
    }

    static MarkedMigrations small(Project project, int count) {
        List<String> versions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String version = "%03d".formatted(i);
            writeSmall(project, version);
            versions.add(version);
        }
        return new MarkedMigrations(versions, Optional.empty());
    }

    private static void writeSmall(Project project, String version) {
        project.write(version + "_small.sql", table(version), mark(version));
    }

    private static String[] large() {
        Stream<String> rows = Stream.iterate(1, i -> i + 1)
                .limit(CHUNKS)
                .map(i -> "INSERT INTO nest_004 VALUES (" + i + ", '" + "x".repeat(CHUNK) + "');");
        return Stream.of(Stream.of("CREATE TABLE nest_004 (id integer, song text);"), rows, Stream.of(mark("004")))
                .flatMap(lines -> lines)
                .toArray(String[]::new);
    }

    static String table(String version) {
        return "CREATE TABLE nest_" + version + " (id integer);";
    }

    static String mark(String version) {
        return "INSERT INTO effect VALUES ('" + version + "');";
    }
}
