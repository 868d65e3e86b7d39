package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How another tool's row names a migration. */
interface Reference {

    /** {@return the migration among these that is meant} */
    Optional<Migration> in(List<Migration> files);

    /** {@return this reference, or, where it finds nothing, the other one} */
    default Reference or(Reference other) {
        return files -> in(files).or(() -> other.in(files));
    }

    /** {@return a reference to the file of which that holds, if there is but one} */
    static Reference to(Predicate<Migration> wanted) {
        return files -> {
            List<Migration> found = files.stream().filter(wanted).toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        };
    }

    /** A name that refers to nothing in a folder. */
    static Reference nothing() {
        return files -> Optional.empty();
    }

    static Reference version(String text) {
        if (text.isBlank()) {
            return nothing();
        }
        MigrationId id = MigrationId.of(Version.of(text));
        return to(migration ->
                migration.kind() != MigrationKind.BASELINE && migration.id().equals(id));
    }

    static Reference baselineScript(String text) {
        MigrationId id = MigrationId.of(Version.of(text));
        return to(migration ->
                migration.kind() == MigrationKind.BASELINE && migration.id().equals(id));
    }

    /** A repeatable migration by the words of its name. */
    static Reference repeatable(String words) {
        return to(migration -> migration.kind() == MigrationKind.REPEATABLE
                && words(migration.description()).equals(words(words)));
    }

    private static String words(String name) {
        return name.replace('_', ' ').strip();
    }

    /** A file by its name, with or without its ending and the folders before it. */
    static Reference file(String name) {
        String wanted = FileName.last(name);
        return to(migration -> {
            String own = FileName.last(migration.up().name());
            return own.equals(wanted) || FileName.stem(own).equals(FileName.stem(wanted));
        });
    }

    /** A migration by the folder that its script lies in. */
    static Reference folder(String name) {
        return to(migration -> migration.up().name().startsWith(name + "/"));
    }
}
