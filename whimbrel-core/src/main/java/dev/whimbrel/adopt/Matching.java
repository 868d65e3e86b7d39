package dev.whimbrel.adopt;

import dev.whimbrel.adopt.Adoption.Finding;
import dev.whimbrel.adopt.ForeignEntry.Extent;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds another tool's entries against the files: a function of both, of our history, and of what a person decided. */
final class Matching {

    private final String database;
    private final Timeline timeline;
    private final List<Migration> files;
    private final History history;
    private final AdoptOptions options;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Set<Migration> seen = new HashSet<>();

    Matching(String database, Timeline timeline, History history, AdoptOptions options) {
        this.database = database;
        this.timeline = timeline;
        this.files = timeline.of(database).toList();
        this.history = history;
        this.options = options;
    }

    /** {@return what becomes of these entries and of the files} Can be called once. */
    Adoption of(String tool, String table, List<ForeignEntry> entries) {
        entries.forEach(this::take);
        addUnknown();
        return new Adoption(database, tool, table, findings, attempts);
    }

    private void take(ForeignEntry entry) {
        Optional<Migration> named = entry.reference().in(files);
        if (entry.extent() != Extent.ONE) {
            named.map(Migration::id).or(() -> version(entry)).ifPresent(id -> takeBefore(id, entry));
        }
        if (entry.extent() != Extent.BELOW) {
            named.ifPresentOrElse(file -> add(entry, file), () -> addWithoutFile(entry));
        }
    }

    /** A version that has no file still tells which files come before it. */
    private static Optional<MigrationId> version(ForeignEntry entry) {
        return Optional.of(Version.of(entry.label()))
                .filter(version -> !version.isNamed())
                .map(MigrationId::of);
    }

    private void takeBefore(MigrationId id, ForeignEntry entry) {
        files.stream()
                .filter(file -> file.kind().isVersioned() && file.id().compareTo(id) < 0)
                .filter(file -> !seen.contains(file))
                .forEach(file -> add(
                        ForeignEntry.applied(file.id().label(), entry.reference())
                                .at(entry.at()),
                        file));
    }

    private void add(ForeignEntry entry, Migration file) {
        seen.add(file);
        if (isKnown(file)) {
            add(entry, Optional.of(file), Match.KNOWN, Verdict.NOT_VERIFIABLE);
            return;
        }
        switch (entry.effect().kind()) {
            case APPLIED -> addApplied(entry, file);
            case BASELINE -> addBaseline(entry, Optional.of(file));
            case IN_DOUBT -> addInDoubt(entry, Optional.of(file));
            case PARTIAL -> addPartial(entry, file);
        }
    }

    private boolean isKnown(Migration file) {
        boolean isCovered = history.baseline()
                .flatMap(baseline -> file.id().version().filter(version -> version.compareTo(baseline) <= 0))
                .isPresent();
        return history.isApplied(file.id()) || isCovered;
    }

    private void addApplied(ForeignEntry entry, Migration file) {
        Verdict verdict = entry.fingerprint().of(file, files);
        boolean isRepeatable = file.kind() == MigrationKind.REPEATABLE;
        boolean isAccepted = AdoptOptions.names(options.changed(), entry.label(), Optional.of(file));
        if (verdict == Verdict.INCOMPLETE) {
            addInDoubt(entry.noting("not all that the file holds is applied"), Optional.of(file));
        } else if (verdict == Verdict.DIFFERENT && isRepeatable && !isAccepted) {
            add(entry.noting("edited since, and runs again"), Optional.of(file), Match.PENDING, verdict);
        } else if (verdict == Verdict.DIFFERENT && !isAccepted) {
            add(entry, Optional.of(file), Match.CHANGED, verdict);
        } else {
            adopt(entry, file, verdict);
        }
    }

    private void adopt(ForeignEntry entry, Migration file, Verdict verdict) {
        attempts.add(Attempt.of(file, file.up(), Outcome.ADOPTED, 0));
        add(entry, Optional.of(file), Match.ADOPTED, verdict);
    }

    private void addBaseline(ForeignEntry entry, Optional<Migration> file) {
        Version version = Version.of(entry.label());
        boolean isKnown = history.baseline()
                .filter(known -> known.compareTo(version) >= 0)
                .isPresent();
        if (!isKnown) {
            attempts.add(Attempt.baseline(version));
        }
        files.stream()
                .filter(covered -> covered.kind().isVersioned())
                .filter(covered -> covered.id().compareTo(MigrationId.of(version)) <= 0)
                .forEach(seen::add);
        add(entry, file, isKnown ? Match.KNOWN : Match.BASELINE, Verdict.NOT_VERIFIABLE);
    }

    private void addInDoubt(ForeignEntry entry, Optional<Migration> file) {
        if (file.isPresent() && AdoptOptions.names(options.applied(), entry.label(), file)) {
            adopt(entry, file.get(), Verdict.NOT_VERIFIABLE);
        } else if (AdoptOptions.names(options.pending(), entry.label(), file)) {
            add(entry, file, file.isPresent() ? Match.PENDING : Match.LEFT_OUT, Verdict.NOT_VERIFIABLE);
        } else {
            add(entry, file, Match.IN_DOUBT, Verdict.NOT_VERIFIABLE);
        }
    }

    /** The tool's count helps only if it cuts the file into as many statements as we do. */
    private void addPartial(ForeignEntry entry, Migration file) {
        Effect effect = entry.effect();
        boolean isDecided = AdoptOptions.names(options.applied(), entry.label(), Optional.of(file))
                || AdoptOptions.names(options.pending(), entry.label(), Optional.of(file));
        int statements = file.up().summary().statements();
        String counted = effect.done() + " of " + effect.statements() + " statements are done";
        if (!isDecided && effect.done() == 0) {
            add(entry.noting("nothing of it is done"), Optional.of(file), Match.PENDING, Verdict.NOT_VERIFIABLE);
        } else if (!isDecided && statements == effect.statements() && effect.done() < statements) {
            attempts.add(Attempt.of(file, file.up(), Outcome.FAILED, effect.done())
                    .withProgress(effect.done(), file.up().checksumOfFirst(effect.done()))
                    .withError(entry.note()));
            add(entry.noting(counted), Optional.of(file), Match.RESUMED, Verdict.NOT_VERIFIABLE);
        } else {
            String cut = statements == effect.statements() ? "" : ", while we count " + statements;
            addInDoubt(entry.noting(counted + cut), Optional.of(file));
        }
    }

    private void addWithoutFile(ForeignEntry entry) {
        Optional<Migration> elsewhere = entry.reference().in(timeline.migrations());
        if (entry.effect().kind() == Effect.Kind.BASELINE) {
            addBaseline(entry, Optional.empty());
        } else if (elsewhere.isPresent()) {
            String words = "a migration of " + elsewhere.get().database() + ", whose own history must know it";
            add(entry.noting(words), elsewhere, Match.ELSEWHERE, Verdict.NOT_VERIFIABLE);
        } else if (isKnownMissing(entry)) {
            add(entry, Optional.empty(), Match.KNOWN, Verdict.NOT_VERIFIABLE);
        } else if (AdoptOptions.names(options.missing(), entry.label(), Optional.empty())) {
            add(entry, Optional.empty(), Match.LEFT_OUT, Verdict.NOT_VERIFIABLE);
        } else if (entry.effect().kind() == Effect.Kind.APPLIED) {
            add(entry, Optional.empty(), Match.MISSING, Verdict.NOT_VERIFIABLE);
        } else {
            addInDoubt(entry, Optional.empty());
        }
    }

    /** What our baseline covers needs no file. */
    private boolean isKnownMissing(ForeignEntry entry) {
        return version(entry)
                .flatMap(MigrationId::version)
                .flatMap(version -> history.baseline().filter(baseline -> version.compareTo(baseline) <= 0))
                .isPresent();
    }

    private void addUnknown() {
        Optional<Version> last = attempts.stream()
                .filter(attempt -> attempt.outcome() != Outcome.FAILED)
                .flatMap(attempt -> attempt.id().version().stream())
                .max(Comparator.naturalOrder());
        files.stream()
                .filter(file -> file.kind() != MigrationKind.BASELINE && !seen.contains(file))
                .forEach(file -> findings.add(new Finding(
                        file.id().label(),
                        Optional.of(file.up().name()),
                        unknown(file, last),
                        Verdict.NOT_VERIFIABLE,
                        Optional.empty(),
                        "")));
    }

    private Match unknown(Migration file, Optional<Version> last) {
        if (isKnown(file)) {
            return Match.KNOWN;
        }
        boolean isLate = file.id()
                .version()
                .flatMap(version -> last.filter(applied -> version.compareTo(applied) < 0))
                .isPresent();
        return isLate ? Match.OUT_OF_ORDER : Match.PENDING;
    }

    private void add(ForeignEntry entry, Optional<Migration> file, Match match, Verdict verdict) {
        findings.add(new Finding(
                entry.label(), file.map(migration -> migration.up().name()), match, verdict, entry.at(), entry.note()));
    }
}
