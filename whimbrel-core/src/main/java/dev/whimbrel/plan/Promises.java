package dev.whimbrel.plan;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Works out which schema objects the applied migrations promise to be there, by following their scripts in order. */
public final class Promises {

    private final Map<String, PromisedObject> promised = new LinkedHashMap<>();

    private Promises() {}

    /** {@return what migrations that were applied in this order have left behind} */
    public static List<PromisedObject> of(List<Migration> applied) {
        Promises promises = new Promises();
        for (Migration migration : applied) {
            migration.up().summary().changes().forEach(change -> promises.follow(change, migration));
        }
        return List.copyOf(promises.promised.values());
    }

    private void follow(ObjectChange change, Migration migration) {
        switch (change.action()) {
            case CREATE ->
                put(new PromisedObject(
                        change.kind(),
                        change.name(),
                        change.other(),
                        migration.up().name()));
            case DROP -> drop(change);
            case RENAME -> rename(change);
        }
    }

    private void put(PromisedObject object) {
        promised.put(key(object.kind(), object.name(), object.table()), object);
    }

    /**
     * What belongs to a table goes with it, and what lies in a schema goes with that. In SQLite, where their names are
     * unique, triggers are dropped without naming the table.
     */
    private void drop(ObjectChange change) {
        promised.remove(key(change.kind(), change.name(), change.other()));
        String name = change.name();
        if (change.kind() == ObjectKind.TRIGGER && change.other().isEmpty()) {
            promised.values().removeIf(object -> isNamed(object, change));
        } else if (change.kind() == ObjectKind.TABLE || change.kind() == ObjectKind.VIEW) {
            promised.values()
                    .removeIf(object ->
                            object.table().filter(name::equalsIgnoreCase).isPresent());
        } else if (change.kind() == ObjectKind.SCHEMA) {
            promised.values().removeIf(object -> object.name().startsWith(name + "."));
        }
    }

    private void rename(ObjectChange change) {
        String newName = change.other().orElseThrow();
        for (PromisedObject object : List.copyOf(promised.values())) {
            if (isNamed(object, change)) {
                promised.remove(key(object.kind(), object.name(), object.table()));
                put(object.withName(qualified(change.name(), newName)));
            } else if (object.table().filter(change.name()::equalsIgnoreCase).isPresent()
                    && change.kind() == ObjectKind.TABLE) {
                promised.remove(key(object.kind(), object.name(), object.table()));
                put(object.withTable(qualified(change.name(), newName)));
            }
        }
    }

    private static boolean isNamed(PromisedObject object, ObjectChange change) {
        return object.kind() == change.kind() && object.name().equalsIgnoreCase(change.name());
    }

    /** A new name is written without its schema, which stays. */
    private static String qualified(String oldName, String newName) {
        int dot = oldName.lastIndexOf('.');
        return newName.indexOf('.') >= 0 ? newName : oldName.substring(0, dot + 1) + newName;
    }

    /** Triggers are named per table, and so may stand under one name on several. */
    private static String key(ObjectKind kind, String name, Optional<String> table) {
        String owner = kind == ObjectKind.TRIGGER ? table.orElse("") : "";
        return (kind + " " + name + " " + owner).toLowerCase(Locale.ROOT);
    }

    /**
     * An object that must be there.
     *
     * @param name as stored, qualified where the script does so
     * @param table what an index or trigger belongs to
     * @param script the script that created it
     */
    public record PromisedObject(ObjectKind kind, String name, Optional<String> table, String script) {

        PromisedObject withName(String other) {
            return new PromisedObject(kind, other, table, script);
        }

        PromisedObject withTable(String other) {
            return new PromisedObject(kind, name, Optional.of(other), script);
        }
    }
}
