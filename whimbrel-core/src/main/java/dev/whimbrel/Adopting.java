package dev.whimbrel;

import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.adopt.Adopter;
import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.adopt.ForeignGuard;
import dev.whimbrel.database.Databases;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.plan.Planner;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.Runner;
import java.util.List;
import java.util.function.Supplier;

/** Other tools' histories in the databases of one Whimbrel. */
final class Adopting {

    private final Databases databases;
    private final Runner runner;
    private final Supplier<Timeline> files;

    Adopting(Databases databases, Runner runner, Supplier<Timeline> files) {
        this.databases = databases;
        this.runner = runner;
        this.files = files;
    }

    List<Adoption> look(AdoptOptions options) {
        return look(options, files.get());
    }

    private List<Adoption> look(AdoptOptions options, Timeline timeline) {
        List<Adoption> found = databases.all().stream()
                .flatMap(database -> new Adopter(database, timeline, options).look().stream())
                .toList();
        options.named().stream()
                .filter(name -> found.stream().noneMatch(adoption -> adoption.knows(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingsException(new Problem(
                            ErrorCode.REPAIR_NOT_NEEDED,
                            "there is no migration " + name + " to decide about",
                            "neither the folder nor another tool's history knows it",
                            "`whimbrel adopt --dry-run` shows all of them"));
                });
        return found;
    }

    /** All databases are looked at before the first is written to. */
    List<Adoption> adopt(AdoptOptions options, RunListener listener) {
        Timeline timeline = files.get();
        List<Adoption> found = look(options, timeline);
        found.stream()
                .map(Adoption::problems)
                .reduce(Problems.NONE, Problems::and)
                .throwIfPresent(DisagreementException::new);
        found.stream().map(Adoption::database).forEach(name -> {
            try (Adopter adopter = new Adopter(databases.get(name), timeline, options)) {
                runner.record(name, adopter::attempts, listener);
            }
        });
        return found;
    }

    /** Only a database that remembers nothing is looked at: the others know what is applied. */
    void refuseForeign(Planner planner) {
        planner.databasesWithoutHistory().forEach(name -> ForeignGuard.refuse(databases.get(name), planner.timeline()));
    }
}
