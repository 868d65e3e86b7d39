package dev.whimbrel.plan;

import dev.whimbrel.migration.Version;
import java.util.Optional;

/**
 * How far to go down: a number of migrations, or to a version that stays.
 *
 * @param steps how many to revert at the most
 * @param to the version above which everything is reverted; no limit but {@code steps} if empty
 */
public record DownOptions(int steps, Optional<Version> to) {

    public DownOptions {
        if (steps < 1) {
            throw new IllegalArgumentException("at least one migration must be reverted, not " + steps);
        }
    }

    /** {@return the wish to revert the last migrations, this many} */
    public static DownOptions last(int steps) {
        return new DownOptions(steps, Optional.empty());
    }

    /** {@return the wish to revert everything above that version} */
    public static DownOptions to(Version version) {
        return new DownOptions(Integer.MAX_VALUE, Optional.of(version));
    }

    boolean reverts(Version version) {
        return to.map(last -> version.compareTo(last) > 0).orElse(true);
    }
}
