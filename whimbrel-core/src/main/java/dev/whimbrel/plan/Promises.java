package dev.whimbrel.plan;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Works out which schema objects the applied migrations promise to be there, by following their scripts in order.
 *
 * <p>Where a statement may have taken along more than it names, what may be gone is promised no longer: a false alarm
 * would teach people to overlook alarms.
 */
public final class Promises {

    /** What a CASCADE can take along without naming it. */
    private static final Set<ObjectKind> DEPENDENT =
            EnumSet.of(ObjectKind.VIEW, ObjectKind.FUNCTION, ObjectKind.TRIGGER, ObjectKind.INDEX, ObjectKind.SEQUENCE);

    private final List<PromisedObject> promised = new ArrayList<>();

    private Promises() {}

    /** {@return what migrations that were applied in this order have left behind} */
    public static List<PromisedObject> of(List<Migration> applied) {
        Promises promises = new Promises();
        for (Migration migration : applied) {
            migration.up().summary().changes().forEach(change -> promises.follow(change, migration));
        }
        return List.copyOf(promises.promised);
    }

    private void follow(ObjectChange change, Migration migration) {
        switch (change.action()) {
            case CREATE -> create(change, migration.up().name());
            case DROP -> drop(change);
            case DROP_CASCADE -> {
                drop(change);
                promised.removeIf(object -> DEPENDENT.contains(object.kind()));
            }
            case DROP_COLUMN ->
                promised.removeIf(object -> object.kind() == ObjectKind.INDEX && belongsTo(object, change.name()));
            case RENAME -> promised.replaceAll(object -> renamed(object, change));
        }
    }

    private void create(ObjectChange change, String script) {
        promised.removeIf(object -> isNamed(object, change));
        promised.add(new PromisedObject(change.kind(), change.name(), change.other(), script));
    }

    /** What belongs to a table goes with it, and what lies in a schema goes with that. */
    private void drop(ObjectChange change) {
        promised.removeIf(object -> isNamed(object, change)
                || belongsTo(object, change.name())
                || (change.kind() == ObjectKind.SCHEMA && object.name().startsWith(change.name() + ".")));
    }

    private static PromisedObject renamed(PromisedObject object, ObjectChange change) {
        String newName = qualified(change.name(), change.other().orElseThrow());
        if (isNamed(object, change)) {
            return object.withName(newName);
        }
        boolean isOwner = change.kind() == ObjectKind.TABLE && belongsTo(object, change.name());
        return isOwner ? object.withTable(newName) : object;
    }

    /** Triggers are named per table in PostgreSQL; where a statement names no table, the name is enough. */
    private static boolean isNamed(PromisedObject object, ObjectChange change) {
        boolean isOfOtherTable = change.kind() == ObjectKind.TRIGGER
                && change.action() != ObjectChange.Action.RENAME
                && change.other().filter(table -> !belongsTo(object, table)).isPresent();
        return object.kind() == change.kind() && isSame(object.name(), change.name()) && !isOfOtherTable;
    }

    private static boolean belongsTo(PromisedObject object, String table) {
        return object.table().filter(owner -> isSame(owner, table)).isPresent();
    }

    /** One script may name the schema where another leaves it to the search path. */
    private static boolean isSame(String one, String other) {
        boolean bothQualified = one.indexOf('.') >= 0 && other.indexOf('.') >= 0;
        return bothQualified ? one.equalsIgnoreCase(other) : unqualified(one).equalsIgnoreCase(unqualified(other));
    }

    private static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** A new name is written without its schema, which stays. */
    private static String qualified(String oldName, String newName) {
        int dot = oldName.lastIndexOf('.');
        return newName.indexOf('.') >= 0 ? newName : oldName.substring(0, dot + 1) + newName;
    }

    /**
     * An object that must be there.
     *
     * @param name as stored, qualified where the script does so
     * @param table what an index or trigger belongs to
     * @param script the script that created it
     */
    public record PromisedObject(ObjectKind kind, String name, Optional<String> table, String script) {

        /** {@return what to say when it is not there} */
        public Problem missing() {
            return missing("");
        }

        /** @param hint what tells more about who dropped it */
        public Problem missing(String hint) {
            return new Problem(
                    ErrorCode.VERIFY_OBJECT_MISSING,
                    kind.label() + " " + name + " is not there",
                    script + " created it, is applied, and no later migration drops it",
                    "find out who dropped it" + hint + ", and bring it back with a new migration");
        }

        PromisedObject withName(String other) {
            return new PromisedObject(kind, other, table, script);
        }

        PromisedObject withTable(String other) {
            return new PromisedObject(kind, name, Optional.of(other), script);
        }
    }
}
