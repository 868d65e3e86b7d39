package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.settings.Overrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code whimbrel migrate}. */
@Command(
        name = "migrate",
        description = "Apply the pending migrations, each in one transaction with its history entry.",
        footer = {
            "",
            "Examples:",
            "  whimbrel migrate",
            "  whimbrel migrate --dry-run",
            "  whimbrel migrate --target 004 --wait 300",
            "  DATABASE_URL=postgresql://app@db/chat whimbrel migrate --output json"
        })
final class MigrateCommand extends DatabaseCommand {

    @Mixin
    final UpMixin up = new UpMixin();

    @Option(
            names = "--backfill",
            paramLabel = "WHEN",
            description = "Complete long-running migrations now, or later by `whimbrel backfill` (default: later).")
    Migrating.When backfill = Migrating.When.LATER;

    MigrateCommand(Program program) {
        super(program);
    }

    @Override
    Overrides overrides() {
        return super.overrides().withLockWait(up.wait).withTimeouts(up.timeouts.lock, up.timeouts.statement);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        return Migrating.run(this, whimbrel, up, backfill);
    }
}
