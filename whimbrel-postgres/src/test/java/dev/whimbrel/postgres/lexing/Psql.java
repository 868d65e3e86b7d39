package dev.whimbrel.postgres.lexing;

import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What psql makes of scripts: each is run with {@code psql -X -f}, and the server's log says what was sent.
 *
 * <p>Many scripts go through one psql, since starting it is what takes long. psql begins each file anew; between two of
 * them what the first has left on the connection is undone.
 */
final class Psql {

    private static final int LONGEST = 120;

    private final StatementLog log;
    private final String serverOptions;

    private Psql(StatementLog log, String serverOptions) {
        this.log = log;
        this.serverOptions = serverOptions;
    }

    static Psql writing(StatementLog log) {
        return new Psql(log, "");
    }

    /** One whose statements change nothing, whatever the scripts say. */
    static Psql readingOnly(StatementLog log) {
        return new Psql(log, "-c default_transaction_read_only=on");
    }

    /** {@return for each script the statements that psql sent, its semicolons and all} */
    List<List<String>> sent(List<String> scripts) throws Exception {
        try (TestDatabase database = log.server().createDatabase()) {
            return sent(scripts, database);
        }
    }

    List<List<String>> sent(List<String> scripts, TestDatabase database) throws Exception {
        Path folder = Files.createTempDirectory("whimbrel-psql");
        try {
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < scripts.size(); i++) {
                Path file = Files.writeString(folder.resolve(i + ".sql"), scripts.get(i));
                arguments.addAll(List.of("-c", mark(i), "-f", file.toString(), "-c", mark(i)));
                arguments.addAll(List.of("-c", "ROLLBACK", "-c", "DISCARD ALL"));
            }
            return cut(log.during(database, () -> run(arguments, database)), scripts.size());
        } finally {
            delete(folder);
        }
    }

    private static String mark(int script) {
        return "SELECT 'script " + script + " of this test'";
    }

    private static List<List<String>> cut(List<String> sent, int scripts) {
        List<List<String>> perScript = new ArrayList<>();
        for (int i = 0; i < scripts; i++) {
            int from = sent.indexOf(mark(i));
            int to = sent.lastIndexOf(mark(i));
            if (from < 0 || from == to) {
                throw new AssertionError("psql did not come through script " + i + "; it sent " + sent);
            }
            perScript.add(sent.subList(from + 1, to));
        }
        return perScript;
    }

    private void run(List<String> arguments, TestDatabase database) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(log.server().program("psql").orElseThrow().toString());
        command.addAll(List.of("-X", "--username=" + database.user(), "--dbname=" + database.url()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment(database));
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST, TimeUnit.SECONDS)) {
                throw new AssertionError("psql did not end within " + LONGEST + " s");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, String> environment(TestDatabase database) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGPASSWORD", database.password());
        environment.put("PGOPTIONS", serverOptions);
        environment.put("PGCLIENTENCODING", "UTF8");
        environment.put("LC_ALL", "C");
        return environment;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(Psql::deleteFile);
        }
        Files.delete(folder);
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
