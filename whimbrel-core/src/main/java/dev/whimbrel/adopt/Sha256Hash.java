package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 over a file's bytes. A checkout may have changed the line ends since, which counts for nothing.
 *
 * @param hex as the tool stores it
 */
record Sha256Hash(String hex) implements Fingerprint {

    private static final String ALGORITHM = "SHA-256";

    @Override
    public Verdict of(Migration migration, List<Migration> files) {
        return isOf(migration) ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    boolean isOf(Migration migration) {
        String text = Digests.text(migration.up());
        String withLineFeeds = text.replace("\r\n", "\n");
        return Digests.hex(ALGORITHM, migration.up()).equals(hex)
                || Stream.of(withLineFeeds, withLineFeeds.replace("\n", "\r\n"))
                        .anyMatch(variant -> Digests.hex(ALGORITHM, variant).equals(hex));
    }
}
