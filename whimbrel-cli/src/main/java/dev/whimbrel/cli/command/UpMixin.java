package dev.whimbrel.cli.command;

import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far and how strictly to go up. */
final class UpMixin {

    @Option(names = "--dry-run", description = "Print the plan and its statements; change nothing.")
    boolean dryRun;

    @Option(names = "--target", paramLabel = "V", description = "The last version to apply (default: all).")
    Optional<Version> target = Optional.empty();

    @Option(names = "--out-of-order", description = "Apply also what is older than the last applied version.")
    boolean outOfOrder;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait while another process migrates (default: 60).")
    Optional<String> wait = Optional.empty();

    @Mixin
    final TimeoutOptions timeouts = new TimeoutOptions();

    UpOptions options() {
        OrderPolicy order = outOfOrder ? OrderPolicy.ALLOW_OUT_OF_ORDER : OrderPolicy.REFUSE_OUT_OF_ORDER;
        return new UpOptions(target, order);
    }
}
