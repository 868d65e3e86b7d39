package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Version;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions out of the numbers of files whose own tool goes by their place or their name, and to which two of the
 * same number, or one that falls, are no trouble: such a one comes behind the one before it, as {@code 178.1}.
 */
final class RisingVersions {

    private @Nullable Version risen;
    private int behind;

    Version next(Version number) {
        if (risen == null || number.compareTo(risen) > 0) {
            risen = number;
            behind = 0;
            return number;
        }
        behind++;
        // Names go by their characters, not by number.
        return Version.of(risen + "." + (risen.isNamed() ? "%06d".formatted(behind) : behind));
    }
}
