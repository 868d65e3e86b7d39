package dev.whimbrel;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Verification;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.plan.Promises;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the live databases against what their applied migrations promise. */
final class Verifying {

    private final Databases databases;
    private final BackfillRunner backfills;

    Verifying(Databases databases, BackfillRunner backfills) {
        this.databases = databases;
        this.backfills = backfills;
    }

    List<Verification> verify(Timeline timeline) {
        return databases.all().stream()
                .map(database -> database.verification(promised(timeline, database)))
                .map(verification -> backfills.withGates(timeline, verification))
                .toList();
    }

    static Map<String, Problems> problems(List<Verification> verifications) {
        Map<String, Problems> found = new LinkedHashMap<>();
        verifications.forEach(verification -> found.put(verification.database(), verification.problems()));
        return found;
    }

    private static List<PromisedObject> promised(Timeline timeline, Database database) {
        return Promises.of(database.history().applied().stream()
                .flatMap(applied -> timeline.find(database.name(), applied.id(), applied.kind()).stream())
                .toList());
    }
}
