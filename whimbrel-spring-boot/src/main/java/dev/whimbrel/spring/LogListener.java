package dev.whimbrel.spring;

import dev.whimbrel.database.Blocker;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an application's log how a run goes. Nothing it writes holds a statement or a secret. */
final class LogListener implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.whimbrel");

    @Override
    public void waiting(String database, Optional<String> holder) {
        LOG.info(
                "Waiting to migrate {}: another process does it{}",
                database,
                holder.map(who -> ", " + who).orElse(""));
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        LOG.info(
                "{} {} {} in {} ms",
                step.direction() == Direction.UP ? "Applied" : "Reverted",
                step.script().name(),
                step.direction() == Direction.UP ? "to " + step.database() : "on " + step.database(),
                duration.toMillis());
    }

    @Override
    public void stepRetried(Step step, String reason, int attempt) {
        LOG.info(
                "{} stepped back and comes again (attempt {}): {}",
                step.script().name(),
                attempt,
                reason);
    }

    @Override
    public void stepBlocked(Step step, List<Blocker> blockers) {
        LOG.warn("{} waits for {}", step.script().name(), blockers.get(0));
    }

    @Override
    public void stopped(RunReport report) {
        if (report.failed().isEmpty()) {
            LOG.info(
                    "{} migrations applied, {} known",
                    report.done().size(),
                    report.plan().statuses().size());
        }
    }
}
