package dev.whimbrel.adopt;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Version;
import java.util.List;
import java.util.Optional;

/**
 * What taking over another tool's history comes to.
 *
 * @param database the name of the database it lies in
 * @param tool the other tool's name
 * @param table where it keeps its history
 * @param findings what it remembers, in its order, and then the files it does not know
 * @param attempts the entries to be written
 */
public record Adoption(String database, String tool, String table, List<Finding> findings, List<Attempt> attempts) {

    public Adoption {
        findings = List.copyOf(findings);
        attempts = List.copyOf(attempts);
    }

    /**
     * A migration, as the other tool's history and the folder know it.
     *
     * @param label its version or name, as the other tool writes it; that of the file where it does not know it
     * @param script the file; nothing where there is none
     * @param match what becomes of it
     * @param verdict whether the file is the one that was applied
     * @param at when it was applied, as the other tool wrote it down
     * @param note what more there is to tell
     */
    public record Finding(
            String label, Optional<String> script, Match match, Verdict verdict, Optional<String> at, String note) {}

    /** {@return what a person must decide first} */
    public Problems problems() {
        return Problems.of(findings.stream()
                .filter(finding -> finding.match().isOpen())
                .map(this::problem)
                .toList());
    }

    private Problem problem(Finding finding) {
        return Undecided.problem(this, finding);
    }

    /** {@return whether a finding is about the migration of that name, as the other tool or the folder writes it} */
    public boolean knows(String name) {
        return findings.stream()
                .anyMatch(finding -> finding.label().equals(name)
                        || Version.of(finding.label()).equals(Version.of(name))
                        || finding.script()
                                .filter(script -> FileName.last(script).contains(name))
                                .isPresent());
    }

    /** {@return how many migrations that became of} */
    public long count(Match match) {
        return findings.stream().filter(finding -> finding.match() == match).count();
    }
}
