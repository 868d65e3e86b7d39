package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import java.util.List;

/**
 * The statements themselves, held against the file without white space and semicolons. Where these differ nothing is said:
 * comments may have been dropped on the way.
 *
 * @param text the statements, one after the other
 */
record StoredStatements(String text) implements Fingerprint {

    @Override
    public Verdict of(Migration migration, List<Migration> files) {
        return bare(text).equals(bare(Digests.text(migration.up()))) ? Verdict.EQUAL : Verdict.NOT_VERIFIABLE;
    }

    private static String bare(String statements) {
        return statements.replaceAll("[\\s;\uFEFF]+", "");
    }
}
