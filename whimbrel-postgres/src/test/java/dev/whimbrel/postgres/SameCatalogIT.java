package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts in the shapes that public applications have leave the same behind whether psql runs them or Whimbrel does. */
final class SameCatalogIT extends PostgresTest {

    private static final String MARKED_AND_WINDOWS =
            "\uFEFFCREATE TABLE t1 (i int);\r\nCREATE FUNCTION f1() RETURNS int LANGUAGE sql AS $$\r\n SELECT 1;\r\n$$;\r\n";

    @Test
    void asByPsql() throws Exception {
        assumeTrue(PostgresServer.shared().program("psql").isPresent(), "this server came without psql");
        List<Path> scripts = scripts();
        for (Path script : scripts) {
            project().write(script.getFileName().toString(), Files.readString(script));
        }
        project().migrate();
        try (TestDatabase byPsql = PostgresServer.shared().createDatabase()) {
            for (Path script : scripts) {
                run("psql", byPsql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString());
            }

            assertThat(catalog(database().database()))
                    .isEqualTo(catalog(byPsql))
                    .contains("CREATE TABLE app.t2 (", "CREATE INDEX i8 ON public.t8 USING btree (m);");
        }
    }

    private List<Path> scripts() throws Exception {
        URI folder =
                requireNonNull(SameCatalogIT.class.getResource("/same-catalog")).toURI();
        List<Path> scripts = new ArrayList<>();
        scripts.add(
                Files.writeString(home().resolve("001_has_a_mark_and_line_ends_of_windows.sql"), MARKED_AND_WINDOWS));
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            files.sorted().forEach(scripts::add);
        }
        return scripts;
    }

    /** Schema and data, without what is ours and without what is random. */
    private static List<String> catalog(TestDatabase database) throws IOException, InterruptedException {
        String dump = run("pg_dump", database, "--inserts", "--exclude-table=whimbrel_*");
        return dump.lines()
                .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                .toList();
    }

    private static String run(String program, TestDatabase database, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(PostgresServer.shared().program(program).orElseThrow().toString());
        command.addAll(List.of("--username=" + database.user(), "--dbname=" + database.url()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGPASSWORD", database.password());
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command.toString()).isZero();
        return output;
    }
}
