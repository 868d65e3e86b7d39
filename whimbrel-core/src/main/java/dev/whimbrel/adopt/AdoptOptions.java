package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person says about a history to be taken over. Migrations are named by version or by their label in the report;
 * {@code all} names all that it can be said of.
 *
 * @param from the tool whose history it is; needed only where several are found
 * @param applied of those in doubt: their whole effect is there
 * @param pending of those in doubt: nothing of them is there, and they are to run
 * @param changed of those edited since: the file is what is in the database
 * @param missing of those without a file: they are left out
 */
public record AdoptOptions(
        Optional<String> from, Set<String> applied, Set<String> pending, Set<String> changed, Set<String> missing) {

    private static final String ALL = "all";

    public AdoptOptions {
        applied = notBlank(applied);
        pending = notBlank(pending);
        changed = notBlank(changed);
        missing = notBlank(missing);
    }

    private static Set<String> notBlank(Set<String> names) {
        return names.stream().filter(name -> !name.isBlank()).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return options that decide nothing} */
    public static AdoptOptions defaults() {
        return new AdoptOptions(Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** {@return all that it names, one by one} */
    public List<String> named() {
        return Stream.of(applied, pending, changed, missing)
                .flatMap(Set::stream)
                .filter(name -> !name.equals(ALL))
                .sorted()
                .toList();
    }

    /** {@return whether the names include that entry} */
    static boolean names(Set<String> names, String label, Optional<Migration> migration) {
        return names.stream()
                .anyMatch(name -> name.equals(ALL)
                        || name.equals(label)
                        || migration
                                .filter(file -> file.id().equals(MigrationId.parse(name)))
                                .isPresent());
    }
}
