package dev.whimbrel.adoption;

import dev.whimbrel.testkit.server.CacheFolder;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tools that come by npm, fetched once into the testkit's cache, from whatever registry npm is set up for. */
final class NpmTools {

    private static final List<String> PACKAGES = List.of(
            "dbmate@2.36.0",
            "node-pg-migrate@9.0.0",
            "drizzle-orm@0.45.4",
            "pg@8.23.1",
            "supabase@3.1.0",
            "typeorm@0.3.31",
            "reflect-metadata@0.2.2");

    private final Path folder;

    private NpmTools(Path folder) {
        this.folder = folder;
    }

    static NpmTools fetched() {
        return new NpmTools(CacheFolder.ofThisUser().folder("adoption-tools-3", (growing, complete) -> {
            List<String> command = new ArrayList<>(
                    List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", growing.toString()));
            command.addAll(PACKAGES);
            run(growing, Map.of(), command);
        }));
    }

    /** Run a program of a package on a database; it must end well. */
    void run(TestDatabase database, Path home, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("node_modules/.bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        run(home, Map.of("DATABASE_URL", url(database)), command);
    }

    /** Run a script that may import the packages. */
    void runScript(TestDatabase database, Path home, String script) {
        try {
            Path modules = home.resolve("node_modules");
            if (!Files.exists(modules)) {
                Files.createSymbolicLink(modules, folder.resolve("node_modules"));
            }
            Files.writeString(home.resolve("run.mjs"), script);
            run(home, Map.of("DATABASE_URL", url(database)), List.of("node", "run.mjs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String url(TestDatabase database) {
        String credentials = database.user() + ":" + database.password() + "@";
        return database.url().replace("postgresql://", "postgres://" + credentials) + "?sslmode=disable";
    }

    private static void run(Path home, Map<String, String> variables, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(command.get(0) + " ended with " + exitCode + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
