package dev.whimbrel.cli.command;

import dev.whimbrel.source.Survey;
import dev.whimbrel.source.Survey.Guess;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a first {@code whimbrel.yaml}. */
final class ProposedSettings {

    private static final String TEMPLATE = """
            # Settings of whimbrel; `whimbrel config` shows what is in force and where it comes from.
            migrations: %s

            databases:
              # postgresql://host:5432/name or sqlite:file.db; ${NAME} is replaced by the variable of that name.
            %s
            lock:
              wait: 60s          # how long to wait while another process migrates

            timeouts:
              lock: 2s           # how long a statement may queue for a table lock before it steps back
              retries: 30        # how often a migration that stepped back is tried again
            """;

    private static final Map<String, String> VARIABLES = Map.of("neo4j", "NEO4J_URI", "redis", "REDIS_URL");
    private static final String MAIN_VARIABLE = "DATABASE_URL";

    private ProposedSettings() {}

    /** {@return settings for one database and a folder that is still empty} */
    static String ofEmpty(Path folder) {
        return TEMPLATE.formatted(yaml(folder), line("main", MAIN_VARIABLE, ""));
    }

    /** {@return settings for the databases that the scripts of a folder seem to be for} */
    static String of(Path folder, Survey survey) {
        String databases = survey.databases().stream()
                .map(guess -> line(guess.name(), variable(guess, survey.databases()), comment(guess)))
                .collect(Collectors.joining());
        return TEMPLATE.formatted(yaml(folder), databases);
    }

    /** {@return the variables whose values the settings need} */
    static List<String> variables(Survey survey) {
        return survey.databases().stream()
                .map(guess -> variable(guess, survey.databases()))
                .toList();
    }

    private static String variable(Guess guess, List<Guess> all) {
        boolean isOnlySql = all.stream()
                        .filter(other -> !VARIABLES.containsKey(other.kind()))
                        .count()
                == 1;
        String own = guess.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_URL";
        return VARIABLES.getOrDefault(guess.kind(), isOnlySql ? MAIN_VARIABLE : own);
    }

    private static String comment(Guess guess) {
        return "   # " + guess.kind() + ": " + guess.evidence().replaceAll("\\s+", " ");
    }

    private static String line(String name, String variable, String comment) {
        return "  " + name + ": { url: \"${" + variable + "}\" }" + comment + "\n";
    }

    /** A folder's name in quotes where YAML might take it for something else. */
    private static String yaml(Path folder) {
        String name = folder.toString().replace('\\', '/');
        return name.matches("[A-Za-z][A-Za-z0-9_./-]*") ? name : "\"" + name.replace("\"", "\\\"") + "\"";
    }
}
