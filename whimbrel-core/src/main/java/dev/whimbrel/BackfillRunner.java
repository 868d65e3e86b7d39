package dev.whimbrel;

import dev.whimbrel.backfill.BackfillEngine;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.backfill.FallenBehind;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Verification;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Planner;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Completes long work that has begun, tells how far it is, and points readers at what it made.
 *
 * <p>Not thread-safe. Any number of them, in one process or in many, may work on the same at the same time. Every method
 * throws as those of {@link Whimbrel} do, and {@link dev.whimbrel.embedding.EmbeddingException} where a model fails.
 */
public final class BackfillRunner {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Databases databases;
    private final Settings settings;
    private final Supplier<Planner> planning;

    BackfillRunner(Databases databases, Settings settings, Supplier<Planner> planning) {
        this.databases = databases;
        this.settings = settings;
        this.planning = planning;
    }

    /** {@return how far long work is, by the names of the databases on which that plan says that some has begun} */
    public Map<String, List<WorkStatus>> statuses(Plan plan) {
        Map<String, List<WorkStatus>> statuses = new LinkedHashMap<>();
        for (Database database : databases.all()) {
            boolean hasBegun = plan.statusesOf(database.name())
                    .anyMatch(status ->
                            status.kind().isLongRunning() && status.applied().isPresent());
            database.backfills()
                    .filter(backfills -> hasBegun)
                    .ifPresent(backfills -> statuses.put(database.name(), backfills.works()));
        }
        return statuses;
    }

    /**
     * Complete what has begun, in the order of the timeline, and make current what has changed since; build an index that is
     * gone.
     *
     * @return what came of each; after the first that did not come to its end, nothing more was begun
     */
    public List<BackfillReport> run(BackfillOptions options, BackfillListener listener, BackfillStop stop) {
        Plan plan = planning.get().up(UpOptions.defaults());
        plan.throwIfForbidden();
        List<BackfillReport> reports = new ArrayList<>();
        try (OpenModels models = new OpenModels(settings.models())) {
            for (Migration migration : begun(plan)) {
                Backfills backfills = backfills(migration);
                Optional<WorkStatus> status = needy(backfills, migration);
                if (status.isPresent() && !stop.isRequested()) {
                    Optional<EmbeddingModel> model = models.of(migration, status.get());
                    models.requirePrice(model, options);
                    BackfillEngine engine = new BackfillEngine(backfills, options, settings.lockWait(), listener, stop);
                    reports.add(engine.run(migration, status.get(), model));
                }
            }
        }
        return reports;
    }

    /** Do the same again and again, with a pause where nothing has changed, until it is to stop. */
    public void follow(BackfillOptions options, BackfillListener listener, BackfillStop stop) {
        while (!stop.isRequested()) {
            long begin = System.nanoTime();
            boolean isIdle = run(options, listener, stop).isEmpty();
            Duration look = Duration.ofNanos(System.nanoTime() - begin);
            // Where changes must be searched for, that takes no more than half of the time.
            stop.pause(isIdle && look.compareTo(BETWEEN_LOOKS) > 0 ? look : BETWEEN_LOOKS);
        }
    }

    private static List<Migration> begun(Plan plan) {
        return plan.statuses().stream()
                .filter(status -> status.kind().isLongRunning())
                .filter(status -> status.state() == State.RUNNING || status.state() == State.APPLIED)
                .flatMap(status -> status.file().stream())
                .toList();
    }

    private static Optional<WorkStatus> needy(Backfills backfills, Migration migration) {
        return backfills.works().stream()
                .filter(work -> MigrationId.of(work.version()).equals(migration.id()))
                .filter(work -> work.state() == WorkState.STARTED
                        || (work.state() == WorkState.READY && hasSuffered(backfills, migration, work)))
                .findFirst();
    }

    /** {@return whether rows have changed since, or the index is gone} */
    private static boolean hasSuffered(Backfills backfills, Migration migration, WorkStatus work) {
        return work.queued() > 0
                || (!backfills.notesChanges() && backfills.sweep(migration) > 0)
                || backfills.lacksIndex(migration);
    }

    /** {@return what long work that has begun, or is pending, would take} Changes nothing. */
    public List<Estimate> estimates() {
        Plan plan = planning.get().up(UpOptions.defaults());
        List<Estimate> estimates = new ArrayList<>();
        try (OpenModels models = new OpenModels(settings.models())) {
            plan.statuses().stream()
                    .filter(status -> status.kind().isLongRunning())
                    .filter(status -> status.state() != State.APPLIED)
                    .flatMap(status -> status.file().stream())
                    .forEach(migration -> estimates.add(estimate(migration, models.of(migration))));
        }
        return estimates;
    }

    private Estimate estimate(Migration migration, Optional<EmbeddingModel> model) {
        TableSurvey survey = backfills(migration).survey(migration, model.map(EmbeddingModel::profile));
        return Estimate.of(migration, survey, model);
    }

    /** Point readers at the vectors of that version. {@return what forbids it; then nothing was changed} */
    public Problems switchTo(Version version) {
        return onOne(version, migration -> {
            Backfills backfills = backfills(migration);
            Problems problems = FallenBehind.check(backfills.works(), migration);
            return problems.isEmpty() ? backfills.switchTo(migration) : problems;
        });
    }

    /** Remove what the embedding of that version made, for another one took its place. {@return what forbids it} */
    public Problems contract(Version version) {
        return onOne(version, migration -> backfills(migration).contract(migration));
    }

    /** Point readers of that name at the vectors they were pointed at before. {@return what forbids it} */
    public Problems switchBack(String name) {
        for (Database database : databases.all()) {
            Optional<Backfills> backfills = database.backfills();
            if (backfills.isPresent()
                    && backfills.get().works().stream()
                            .anyMatch(work -> work.name().equals(name))) {
                return backfills.get().switchBack(name);
            }
        }
        return Problems.of(new Problem(
                ErrorCode.SWITCH_IMPOSSIBLE,
                "there are no vectors of the name " + name,
                "no embedding that has begun is called so",
                "see the names: `whimbrel status`"));
    }

    /** {@return the verification with what the vectors of complete embeddings are measured to be} */
    Verification withGates(Timeline timeline, Verification verification) {
        Map<String, String> details = new LinkedHashMap<>(verification.details());
        Problems problems = verification.problems();
        boolean isAble = databases.get(verification.database()).backfills().isPresent();
        List<Migration> embeddings = timeline.of(verification.database())
                .filter(migration -> isAble && migration.kind() == MigrationKind.EMBEDDING)
                .toList();
        for (Migration migration : embeddings) {
            Backfills backfills = backfills(migration);
            boolean isReady = backfills.works().stream()
                    .anyMatch(work ->
                            MigrationId.of(work.version()).equals(migration.id()) && work.state() == WorkState.READY);
            if (isReady) {
                GateReport gate = backfills.gate(migration);
                String name = "embedding " + migration.id().label() + " ";
                gate.details().forEach((key, value) -> details.put(name + key, value));
                problems = problems.and(gate.problems());
            }
        }
        return new Verification(verification.database(), details, problems);
    }

    private Problems onOne(Version version, Function<Migration, Problems> work) {
        return planning.get().up(UpOptions.defaults()).statuses().stream()
                .filter(status -> status.id().equals(MigrationId.of(version)))
                .filter(status -> status.kind().isLongRunning())
                .flatMap(status -> status.file().stream())
                .findFirst()
                .map(work)
                .orElseThrow(() -> new SettingsException(new Problem(
                        ErrorCode.UNKNOWN_TARGET,
                        "there is no embedding with version " + version,
                        "no file NNN_name.embedding.yaml of that version is in the folder",
                        "`whimbrel status` lists the versions")));
    }

    private Backfills backfills(Migration migration) {
        return databases.get(migration.database()).backfills().orElseThrow();
    }
}
