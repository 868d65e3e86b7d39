package dev.whimbrel.server;

import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Health;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Planner;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.StatusReport;
import dev.whimbrel.server.FolderWatch.Found;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of all databases and of the folder, with as much as may be told.
 *
 * @param sights in the order of the settings
 * @param plan of the databases that could be asked; empty if the folder cannot be read
 * @param folderProblems why not
 */
record Snapshot(List<Sight> sights, Optional<Plan> plan, Problems folderProblems) {

    private static final Disclosure DISCLOSURE = Disclosure.GUARDED;
    /** Long work that has begun is among them: applications run beside it. */
    private static final Set<State> SETTLED = EnumSet.of(State.APPLIED, State.BELOW_BASELINE, State.RUNNING);

    static Snapshot of(List<Sight> sights, Found found) {
        Map<String, History> histories = new LinkedHashMap<>();
        sights.forEach(seen ->
                seen.history().ifPresent(history -> histories.put(seen.health().database(), history)));
        Optional<Plan> plan = found.timeline().map(timeline -> plan(timeline, histories));
        return new Snapshot(
                sights.stream()
                        .map(seen -> new Sight(DISCLOSURE.of(seen.health()), seen.history(), seen.works()))
                        .toList(),
                plan,
                DISCLOSURE.of(found.problems()));
    }

    private static Plan plan(Timeline timeline, Map<String, History> histories) {
        return new Planner(timeline, histories).up(UpOptions.defaults());
    }

    /** {@return where each migration stands, as far as the databases could be asked} */
    Optional<StatusReport> status() {
        return plan.map(made -> new StatusReport(
                new Plan(
                        made.layout(),
                        made.direction(),
                        made.statuses(),
                        made.steps(),
                        made.problems().and(unasked())),
                kinds(),
                works()));
    }

    /** {@return how far long work is, by the names of the databases on which some has begun} */
    Map<String, List<WorkStatus>> works() {
        Map<String, List<WorkStatus>> works = new LinkedHashMap<>();
        sights.stream()
                .filter(seen -> !seen.works().isEmpty())
                .forEach(seen -> works.put(seen.health().database(), seen.works()));
        return works;
    }

    /** {@return why some databases could not be asked} */
    Problems unasked() {
        return Problems.of(sights.stream()
                .filter(seen -> seen.history().isEmpty())
                .flatMap(seen -> seen.health().problems().stream())
                .toList());
    }

    /** {@return the kind of each database by its name} */
    Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        sights.stream().map(Sight::health).forEach(health -> kinds.put(health.database(), health.kind()));
        return kinds;
    }

    /** {@return what everything is about that keeps an application from being started on these databases} */
    Problems problems() {
        Problems ofDatabases = Problems.of(sights.stream()
                .map(Sight::health)
                .map(Health::problems)
                .flatMap(Problems::stream)
                .toList());
        return ofDatabases
                .and(folderProblems)
                .and(plan.map(Plan::problems).map(DISCLOSURE::of).orElse(Problems.NONE));
    }

    /** {@return how many migrations are not in the databases as the files have them} */
    long unsettled() {
        return plan.stream()
                .flatMap(made -> made.statuses().stream())
                .filter(status -> !SETTLED.contains(status.state()))
                .count();
    }

    /** {@return whether all databases are up and at what the files say} */
    boolean isReady() {
        return plan.isPresent() && problems().isEmpty() && unsettled() == 0;
    }
}
