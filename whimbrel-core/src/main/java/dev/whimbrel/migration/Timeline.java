package dev.whimbrel.migration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All migrations found, over all databases, in the order in which they run: versioned ones by version, then the
 * repeatable ones by name.
 *
 * @param layout the name of the folder layout they were read by
 * @param migrations in order, whatever the order they are given in
 */
public record Timeline(String layout, List<Migration> migrations) {

    private static final Comparator<Migration> ORDER =
            Comparator.comparing(Migration::id).thenComparing(Migration::kind).thenComparing(Migration::database);

    public Timeline {
        migrations = migrations.stream().sorted(ORDER).toList();
    }

    public Stream<Migration> stream() {
        return migrations.stream();
    }

    /** {@return the migrations that are for that database, in order} */
    public Stream<Migration> of(String database) {
        return migrations.stream().filter(migration -> migration.database().equals(database));
    }

    /** {@return the migration of that identity and kind for that database} */
    public Optional<Migration> find(String database, MigrationId id, MigrationKind kind) {
        return of(database)
                .filter(migration -> migration.kind() == kind)
                .filter(migration -> migration.id().equals(id))
                .findFirst();
    }

    /** {@return the highest version; nothing if there are only repeatable migrations} */
    public Optional<Version> last() {
        return migrations.stream()
                .flatMap(migration -> migration.id().version().stream())
                .max(Comparator.naturalOrder());
    }

    /** {@return whether any migration has that version} */
    public boolean contains(Version version) {
        return migrations.stream()
                .anyMatch(migration -> migration.id().version().equals(Optional.of(version)));
    }
}
