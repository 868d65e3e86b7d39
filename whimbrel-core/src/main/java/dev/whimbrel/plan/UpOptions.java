package dev.whimbrel.plan;

import dev.whimbrel.migration.Version;
import java.util.Optional;

/**
 * How far and how strictly to go up.
 *
 * @param target the last version to apply; all if empty
 */
public record UpOptions(Optional<Version> target, OrderPolicy order) {

    /** What to do with a migration that is older than what is applied. */
    public enum OrderPolicy {
        REFUSE_OUT_OF_ORDER,
        ALLOW_OUT_OF_ORDER
    }

    public static UpOptions defaults() {
        return new UpOptions(Optional.empty(), OrderPolicy.REFUSE_OUT_OF_ORDER);
    }

    public UpOptions withTarget(Version version) {
        return new UpOptions(Optional.of(version), order);
    }

    public UpOptions withOrder(OrderPolicy policy) {
        return new UpOptions(target, policy);
    }

    boolean isAboveTarget(Version version) {
        return target.filter(last -> version.compareTo(last) > 0).isPresent();
    }
}
