package dev.whimbrel.benchmarks;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.contender.Contenders;
import dev.whimbrel.benchmarks.contender.Place;
import dev.whimbrel.benchmarks.embedding.Comparison;
import dev.whimbrel.benchmarks.embedding.Embeddings;
import dev.whimbrel.benchmarks.lexer.LexerSpeed;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Stopwatch;
import dev.whimbrel.benchmarks.report.Findings;
import dev.whimbrel.benchmarks.report.Report;
import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Distance;
import dev.whimbrel.benchmarks.scenario.Ground;
import dev.whimbrel.benchmarks.scenario.Outcome;
import dev.whimbrel.benchmarks.scenario.Race;
import dev.whimbrel.benchmarks.scenario.Scenario;
import dev.whimbrel.benchmarks.scenario.Scenarios;
import dev.whimbrel.benchmarks.scenario.Sizes;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the contenders, lets them run, and gathers what came of it.
 *
 * @param checkout the root of this project, built
 * @param work an empty folder with room for several GB
 */
record SideBySide(Options options, Path checkout, Path work, Consumer<String> talk) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    Findings run(String command) {
        String before = Report.load();
        PostgresServer server = PostgresServer.shared();
        Stopwatch stopwatch = new Stopwatch(work.resolve("runs"), LONGEST);
        Place place = new Place(checkout, work, stopwatch);
        List<Contender> contenders = Contenders.find(place, server, options.fetching());
        List<String> versions = versions(server, contenders, stopwatch);
        try (Ground ground = new Ground(server, Sizes.ROUND_TRIP, work.resolve("files"), stopwatch)) {
            Duration near = ground.roundTrip(Distance.LOOPBACK);
            Duration far = ground.roundTrip(Distance.FAR);
            List<Outcome> outcomes = race(new Scenarios(ground, options.sizes()), contenders);
            List<LexerSpeed> lexer = measureLexer();
            List<Comparison> embeddings = measureEmbeddings(server);
            return new Findings(
                    options.worth(), command, versions, near, far, before, Report.load(), outcomes, lexer, embeddings);
        }
    }

    private List<Outcome> race(Scenarios scenarios, List<Contender> contenders) {
        Race race = new Race(contenders, talk);
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario each : scenarios.all()) {
            try (Scenario scenario = each) {
                if (options.only().contains(scenario.discipline())) {
                    long start = System.nanoTime();
                    outcomes.add(race.run(scenario));
                    talk.accept("  took "
                            + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
                }
            }
        }
        return outcomes;
    }

    private List<LexerSpeed> measureLexer() {
        if (!options.only().contains(Discipline.LEXER)) {
            return List.of();
        }
        talk.accept("Split scripts");
        return LexerSpeed.measure(options.lexer());
    }

    private List<Comparison> measureEmbeddings(PostgresServer server) {
        return options.only().contains(Discipline.EMBEDDINGS)
                ? Embeddings.measure(server, work.resolve("embeddings"), options.embeddings(), talk)
                : List.of();
    }

    private static List<String> versions(PostgresServer server, List<Contender> contenders, Stopwatch stopwatch) {
        List<String> versions = new ArrayList<>();
        try (TestDatabase database = server.createDatabase()) {
            versions.add("| server | PostgreSQL "
                    + database.query("SHOW server_version").get(0).get(0) + " |");
        }
        for (Contender contender : contenders) {
            versions.add("| " + contender.tool().title() + " | " + version(contender, stopwatch) + " |");
        }
        return versions;
    }

    private static String version(Contender contender, Stopwatch stopwatch) {
        try {
            return contender.version(stopwatch);
        } catch (RunFailedException e) {
            return "failed: " + e.getMessage();
        }
    }
}
