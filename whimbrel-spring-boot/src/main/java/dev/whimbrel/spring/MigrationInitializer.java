package dev.whimbrel.spring;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.spring.WhimbrelProperties.OnStart;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Does what an application wants done before anything uses its databases. Fails, and with it the start, if it cannot. */
final class MigrationInitializer implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationInitializer.class);

    private final WhimbrelProperties properties;
    private final WhimbrelFactory factory;
    private final RunListener listener;

    MigrationInitializer(WhimbrelProperties properties, WhimbrelFactory factory, RunListener listener) {
        this.properties = properties;
        this.factory = factory;
        this.listener = listener;
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.onStart() == OnStart.NOTHING) {
            return;
        }
        try (Whimbrel whimbrel = factory.open()) {
            if (properties.onStart() == OnStart.MIGRATE) {
                migrate(whimbrel);
            } else {
                check(whimbrel.plan(properties.upOptions()));
            }
        }
    }

    private void migrate(Whimbrel whimbrel) {
        try {
            whimbrel.migrate(properties.upOptions(), listener);
        } catch (DisagreementException e) {
            if (!properties.adopt() || e.problems().stream().noneMatch(MigrationInitializer::isForeign)) {
                throw e;
            }
            whimbrel.adopt(AdoptOptions.defaults(), listener)
                    .forEach(adoption -> LOG.info(
                            "Took over {} entries of {} in {} of {}",
                            adoption.attempts().size(),
                            adoption.tool(),
                            adoption.table(),
                            adoption.database()));
            whimbrel.migrate(properties.upOptions(), listener);
        }
    }

    private static boolean isForeign(Problem problem) {
        return problem.code() == ErrorCode.ADOPT_FIRST;
    }

    private static void check(Plan plan) {
        plan.throwIfForbidden();
        if (!plan.isEmpty()) {
            throw new DisagreementException(
                    new Problem(
                            ErrorCode.PENDING,
                            plan.steps().size() + " migrations are pending",
                            plan.steps().stream()
                                    .map(Step::script)
                                    .map(script -> script.name())
                                    .limit(5)
                                    .collect(Collectors.joining(", ")),
                            "migrate first, with `whimbrel migrate` or by an application with spring.whimbrel.on-start=migrate"));
        }
    }
}
