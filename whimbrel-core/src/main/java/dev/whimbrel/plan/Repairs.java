package dev.whimbrel.plan;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.MigrationId;
import java.util.ArrayList;
import java.util.List;

/** Turns a person's decisions about single migrations into history entries. */
public final class Repairs {

    private Repairs() {}

    /**
     * A decision about one migration.
     *
     * @param state which state of it is accepted: CHANGED, FAILED or MISSING
     */
    public record Decision(MigrationId id, State state) {}

    /**
     * An entry to be written.
     *
     * @param database whose history it belongs to
     */
    public record Repair(String database, MigrationStatus status, Attempt attempt) {}

    /**
     * {@return the entries that carry out the decisions}
     *
     * @throws SettingsException if a migration is not in the state that is to be accepted
     */
    public static List<Repair> of(Plan plan, List<Decision> decisions) {
        List<Repair> repairs = new ArrayList<>();
        for (Decision decision : decisions) {
            List<MigrationStatus> concerned = plan.statuses().stream()
                    .filter(status -> status.id().equals(decision.id()))
                    .filter(status -> status.state() == decision.state())
                    .toList();
            if (concerned.isEmpty()) {
                throw notNeeded(plan, decision);
            }
            concerned.forEach(status -> repairs.add(new Repair(status.database(), status, attempt(status))));
        }
        return repairs;
    }

    /** {@return the states of the plan that a repair can accept} */
    public static List<MigrationStatus> candidates(Plan plan) {
        return plan.statuses().stream()
                .filter(status -> status.state() == State.CHANGED
                        || status.state() == State.FAILED
                        || status.state() == State.MISSING)
                .toList();
    }

    private static Attempt attempt(MigrationStatus status) {
        return switch (status.state()) {
            case CHANGED ->
                Attempt.of(
                        status.file().orElseThrow(), status.file().orElseThrow().up(), Outcome.ACCEPTED, 0);
            case FAILED -> status.unfinished().orElseThrow().attempt().withOutcome(Outcome.FORGOTTEN);
            case MISSING -> status.entry().attempt().withOutcome(Outcome.MISSING_ACCEPTED);
            default -> throw new IllegalArgumentException("there is no repair for " + status.state());
        };
    }

    private static SettingsException notNeeded(Plan plan, Decision decision) {
        String is = plan.statuses().stream()
                .filter(status -> status.id().equals(decision.id()))
                .map(status -> "it is " + status.state().label())
                .findFirst()
                .orElse("neither the folder nor the history knows it");
        return new SettingsException(new Problem(
                ErrorCode.REPAIR_NOT_NEEDED,
                "migration " + decision.id().label() + " is not "
                        + decision.state().label(),
                is,
                "`whimbrel status` shows the state of each migration"));
    }
}
