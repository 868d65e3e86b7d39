package dev.whimbrel;

import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Health;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.plan.Planner;
import dev.whimbrel.plan.Promises;
import dev.whimbrel.plan.Promises.PromisedObject;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What pending migrations will create, as far as the folders can be read. */
final class Pending {

    private final Optional<Timeline> timeline;

    private Pending(Optional<Timeline> timeline) {
        this.timeline = timeline;
    }

    static Pending readBy(Supplier<Timeline> reading) {
        try {
            return new Pending(Optional.of(reading.get()));
        } catch (WhimbrelException e) {
            return new Pending(Optional.empty());
        }
    }

    /** {@return how each database is and whether it is ready for what is pending on it} */
    List<Health> health(Databases databases) {
        return databases.all().stream()
                .map(database -> database.health(history -> on(database.name(), history)))
                .toList();
    }

    private List<PromisedObject> on(String database, History history) {
        try {
            return timeline.map(files -> Promises.of(new Planner(files, Map.of(database, history))
                            .up(UpOptions.defaults()).steps().stream()
                                    .map(Step::migration)
                                    .filter(migration -> !migration.kind().isLongRunning())
                                    .toList()))
                    .orElse(List.of());
        } catch (WhimbrelException e) {
            return List.of();
        }
    }
}
