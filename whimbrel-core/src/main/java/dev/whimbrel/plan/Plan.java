package dev.whimbrel.plan;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What would run, in order, and why it might not. Status, dry run, validate and migrate all read the same plan.
 *
 * @param layout the name of the folder layout
 * @param direction which way the steps go
 * @param statuses every migration known to files or history, in order
 * @param steps what would run
 * @param problems what forbids to run it
 */
public record Plan(
        String layout, Direction direction, List<MigrationStatus> statuses, List<Step> steps, Problems problems) {

    public Plan {
        statuses = List.copyOf(statuses);
        steps = List.copyOf(steps);
    }

    /** {@return whether nothing would run} */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** {@return the migrations of one database, in order} */
    public Stream<MigrationStatus> statusesOf(String database) {
        return statuses.stream().filter(status -> status.database().equals(database));
    }

    /**
     * Read every script that would run to its end, so that nothing unreadable is met half-way.
     *
     * @throws TimelineException if some cannot be read; it tells all of them
     */
    public void readScripts() {
        read(steps.stream().map(Step::script));
    }

    /**
     * Read every script that has not run yet to its end, also those that would not run now.
     *
     * @return this plan
     * @throws TimelineException if some cannot be read; it tells all of them
     */
    public Plan readNewScripts() {
        read(statuses.stream()
                .filter(status -> status.applied().isEmpty())
                .flatMap(status -> status.file().stream())
                .flatMap(migration -> Stream.concat(Stream.of(migration.up()), migration.down().stream())));
        return this;
    }

    /** Several at once. */
    private static void read(Stream<Script> scripts) {
        Problems.of(scripts.parallel().flatMap(Script::unreadable).toList()).throwIfPresent(TimelineException::new);
    }

    /**
     * Refuse to go on where files and history disagree.
     *
     * @throws DisagreementException if there are problems
     */
    public void throwIfForbidden() {
        problems.throwIfPresent(DisagreementException::new);
    }

    /** {@return the same plan with other steps in the place of its own} */
    public Plan withSteps(UnaryOperator<Step> change) {
        return new Plan(layout, direction, statuses, steps.stream().map(change).toList(), problems);
    }

    /** {@return the steps cut into runs of consecutive ones for the same database} */
    public List<List<Step>> runs() {
        List<List<Step>> runs = new ArrayList<>();
        for (Step step : steps) {
            boolean continues = !runs.isEmpty()
                    && runs.get(runs.size() - 1).get(0).database().equals(step.database());
            if (!continues) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(step);
        }
        return runs;
    }
}
