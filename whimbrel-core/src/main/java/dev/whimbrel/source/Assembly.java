package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Script;
import dev.whimbrel.source.file.ScriptName;
import dev.whimbrel.source.layout.Audience;
import dev.whimbrel.source.layout.ScriptPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts scripts together to migrations: finds the database each script is for, prefers a script written for that
 * database's dialect, joins up and down.
 */
final class Assembly {

    private final List<ScriptTarget> targets;
    private final LeftOut leftOut;
    private final boolean isWithoutSql;
    private final Extraction extraction;
    private final Map<Key, List<ScriptPart>> scripts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> passedOver = new ArrayList<>();
    private final Map<String, String> strangeDialects = new LinkedHashMap<>();

    private record Key(ScriptTarget target, MigrationId id, MigrationKind kind) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && id.equals(key.id) && kind == key.kind && target.equals(key.target);
        }

        @Override
        public int hashCode() {
            return id.hashCode() * 31 + target.hashCode();
        }
    }

    /** @param holdsSql whether there are SQL scripts in the folders; if nobody takes them, they show an SQL database elsewhere */
    Assembly(List<ScriptTarget> targets, LeftOut leftOut, Placeholders placeholders, boolean holdsSql) {
        this.targets = targets;
        this.leftOut = leftOut;
        this.isWithoutSql = !holdsSql && !leftOut.hasSql() && targets.stream().noneMatch(ScriptTarget::isSql);
        this.extraction = new Extraction(placeholders, problems);
    }

    void add(ScriptPart part) {
        ScriptName name = part.file().name();
        Audience audience = part.audience();
        String database = audience.database().orElse(name.folder());
        if (leftOut.names().contains(database)) {
            return;
        }
        List<ScriptTarget> speaking = targets.stream()
                .filter(target -> target.speaks(name, isWithoutSql))
                .filter(target -> audience.admits(target.language().dialect()))
                .toList();
        List<ScriptTarget> named = speaking.stream()
                .filter(target -> target.name().equals(database))
                .toList();
        List<ScriptTarget> chosen = named.isEmpty() && audience.database().isEmpty() ? speaking : named;
        if (chosen.size() == 1) {
            scripts.computeIfAbsent(key(chosen.get(0), part), key -> new ArrayList<>())
                    .add(part);
        } else if (chosen.size() > 1) {
            problems.add(Misaddressed.ambiguous(part, chosen));
        } else if (audience.database().isPresent()) {
            problems.add(Misaddressed.homeless(
                    part, "it lies in the folder of a database that is not configured: " + database));
        } else if (audience.dialect().isPresent() && leftOut.names().isEmpty()) {
            strangeDialects.put(audience.dialect().get(), audience.saidBy());
        } else if (name.dialect().isEmpty() && leftOut.names().isEmpty()) {
            (leftOut.hasOthers() ? passedOver : problems)
                    .add(Misaddressed.homeless(
                            part, "no database in the settings takes ." + name.extension() + " scripts"));
        }
    }

    /** A script and a definition of long work cannot share a version; a baseline script may have another one's. */
    private static Key key(ScriptTarget target, ScriptPart part) {
        return new Key(target, part.id(), part.kind().isVersioned() ? MigrationKind.VERSIONED : part.kind());
    }

    /**
     * {@return the migrations, in no particular order}
     *
     * @throws TimelineException if scripts claim the same version or belong to no migration
     */
    List<Migration> migrations() {
        if (scripts.isEmpty()) {
            // A folder of which nothing is for the database at hand is the wrong folder, or the wrong database.
            problems.addAll(passedOver);
        }
        strangeDialects.forEach((dialect, saidBy) -> problems.add(Misaddressed.strangeDialect(dialect, saidBy)));
        List<Migration> migrations = new ArrayList<>();
        scripts.forEach((key, parts) -> {
            Optional<ScriptPart> up = only(key, Direction.UP, parts);
            Optional<ScriptPart> down = only(key, Direction.DOWN, parts);
            if (up.isPresent()) {
                migrations.add(migration(key, up.get(), down));
            } else if (down.isPresent() && problems.isEmpty()) {
                problems.add(new Problem(
                        ErrorCode.DOWN_WITHOUT_UP,
                        down.get().file().path() + " reverts a migration that does not exist",
                        "there is no up script of version " + key.id().label(),
                        "add the up script, or remove this file"));
            }
        });
        Problems.of(problems).throwIfPresent(TimelineException::new);
        return migrations;
    }

    private Migration migration(Key key, ScriptPart up, Optional<ScriptPart> down) {
        String database = key.target().name();
        if (up.kind().isLongRunning()) {
            Script definition = extraction.script(up, DefinitionLanguage.YAML);
            return new Migration(
                    key.id(),
                    up.kind(),
                    up.description(),
                    database,
                    definition,
                    Optional.of(definition),
                    Optional.of(Definitions.read(up.kind(), definition)));
        }
        return new Migration(
                key.id(),
                up.kind(),
                up.description(),
                database,
                extraction.script(up, key.target().language()),
                down.map(part -> extraction.script(part, key.target().language())));
    }

    /** The one script of that direction, one for the dialect coming before one for all. */
    private Optional<ScriptPart> only(Key key, Direction direction, List<ScriptPart> parts) {
        List<ScriptPart> all =
                parts.stream().filter(part -> part.direction() == direction).toList();
        List<ScriptPart> ofDialect = all.stream()
                .filter(part -> part.file().name().dialect().isPresent())
                .toList();
        List<ScriptPart> preferred = ofDialect.isEmpty() ? all : ofDialect;
        boolean sameMigration =
                all.stream().map(ScriptPart::description).distinct().count() <= 1;
        if (preferred.size() > 1 || (direction == Direction.UP && !sameMigration)) {
            problems.add(new Problem(
                    ErrorCode.DUPLICATE_VERSION,
                    "version " + key.id().label() + " is claimed by "
                            + all.get(0).file().path() + " and "
                            + all.get(1).file().path(),
                    "versions compare number by number, so 1, 01 and 1.0 are the same one",
                    "give one of the two another version"));
        }
        return preferred.stream().findFirst();
    }
}
