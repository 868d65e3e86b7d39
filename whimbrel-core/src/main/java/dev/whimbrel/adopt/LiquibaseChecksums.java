package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checksums of an SQL file's changesets. Version 9 (Liquibase 4.22 and later) is compared, earlier ones are not; nor
 * are those of files with properties to be replaced.
 *
 * @param stored by author and id; nothing where Liquibase was told to accept any
 */
record LiquibaseChecksums(Map<String, Optional<String>> stored) implements Fingerprint {

    private static final String VERSION = "9:";

    @Override
    public Verdict of(Migration migration, List<Migration> files) {
        String text = Digests.text(migration.up());
        Map<String, String> inFile =
                FormattedSql.changesets(text, migration.up().dialect());
        if (!stored.keySet().containsAll(inFile.keySet())) {
            return Verdict.INCOMPLETE;
        }
        if (!inFile.keySet().containsAll(stored.keySet())) {
            return Verdict.DIFFERENT;
        }
        boolean isVerifiable = !text.contains("${")
                && stored.values().stream().allMatch(checksum -> checksum.filter(sum -> sum.startsWith(VERSION))
                        .isPresent());
        if (!isVerifiable) {
            return Verdict.NOT_VERIFIABLE;
        }
        boolean isEqual = inFile.entrySet().stream().allMatch(changeset -> Optional.of(checksum(changeset.getValue()))
                .equals(stored.get(changeset.getKey())));
        return isEqual ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    /** The hash of the SQL without any white space, hashed once more as one of the changeset's parts. */
    static String checksum(String sql) {
        String inner = VERSION + Digests.hex("MD5", sql.replaceAll("[ \\t\\n\\r]", ""));
        return VERSION + Digests.hex("MD5", inner + ":");
    }
}
