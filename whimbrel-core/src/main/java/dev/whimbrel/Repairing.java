package dev.whimbrel;

import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Repairs;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.Repairs.Repair;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Carries out decisions about single migrations, database by database. */
final class Repairing {

    private final Runner runner;
    private final Supplier<Plan> planning;

    /** @param planning plans from histories read afresh */
    Repairing(Runner runner, Supplier<Plan> planning) {
        this.runner = runner;
        this.planning = planning;
    }

    /** All decisions are checked before the first is written, and each again under its database's lock. */
    List<Repair> repair(List<Decision> decisions, RunListener listener) {
        List<Repair> written = new ArrayList<>();
        Repairs.of(planning.get(), decisions).stream()
                .map(Repair::database)
                .distinct()
                .forEach(database -> runner.record(
                        database,
                        () -> {
                            List<Repair> again = Repairs.of(planning.get(), decisions).stream()
                                    .filter(repair -> repair.database().equals(database))
                                    .toList();
                            written.addAll(again);
                            return again.stream().map(Repair::attempt).toList();
                        },
                        listener));
        return written;
    }
}
