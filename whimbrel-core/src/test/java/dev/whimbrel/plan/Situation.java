package dev.whimbrel.plan;

import dev.whimbrel.error.Problem;
import dev.whimbrel.history.Entries;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files and the history of one database, and what a planner makes of them in a form that fits a table. */
record Situation(List<Migration> files, History history) {

    /**
     * {@return the situation in which these files meet that history}
     *
     * @param files tokens with spaces between; one with a {@code !} was edited since it was applied
     * @param history as {@link Entries#parse} takes it
     */
    static Situation of(String files, String history) {
        List<Migration> migrations = Arrays.stream(files.split(" ", -1))
                .filter(token -> !token.isEmpty())
                .map(token -> token.endsWith("!")
                        ? Scripts.migration(token.substring(0, token.length() - 1), "SELECT 'edited';")
                        : Scripts.migration(token))
                .map(migration -> Scripts.withDown(migration, "SELECT 'down';"))
                .toList();
        return new Situation(migrations, Entries.parse(history).history());
    }

    Planner planner() {
        return new Planner(new Timeline("numbered", files), Map.of("main", history));
    }

    /** {@return the plan to go up; to all versions if {@code target} is empty} */
    Plan up(String target) {
        UpOptions options = UpOptions.defaults();
        return planner().up(target.isEmpty() ? options : options.withTarget(Version.of(target)));
    }

    /** {@return each migration's state, as {@code 1 APPLIED, 2 PENDING}} */
    static String states(Plan plan) {
        return shown(
                plan.statuses().stream().map(status -> status.script().replace(".sql", "") + " " + status.state()));
    }

    /** {@return what would run, as {@code 1, 2 after 3}} */
    static String steps(Plan plan) {
        return shown(plan.steps().stream()
                .map(step ->
                        step.script().name().replace(".sql", "") + (step.done() == 0 ? "" : " after " + step.done())));
    }

    /** {@return what forbids it, as {@code CHANGED, MISSING}} */
    static String problems(Plan plan) {
        return shown(plan.problems().stream().map(Problem::code).map(Enum::name));
    }

    private static String shown(Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }
}
