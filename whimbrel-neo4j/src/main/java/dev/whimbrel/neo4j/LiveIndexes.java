package dev.whimbrel.neo4j;

import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.migration.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The indexes that a script has created by name so far and not dropped again, with the statements that did so. */
final class LiveIndexes {

    private final Map<String, Statement> byName = new LinkedHashMap<>();
    private boolean hasChanged;

    void follow(Statement statement) {
        for (ObjectChange change : statement.changes()) {
            if (change.action() == Action.CREATE && change.kind() == ObjectKind.INDEX) {
                byName.put(change.name(), statement);
                hasChanged = true;
            } else if (change.action() == Action.DROP) {
                byName.remove(change.name());
            }
        }
    }

    /** {@return whether one was created since this was asked last} */
    boolean takeChange() {
        boolean was = hasChanged;
        hasChanged = false;
        return was;
    }

    Map<String, Statement> byName() {
        return Map.copyOf(byName);
    }
}
