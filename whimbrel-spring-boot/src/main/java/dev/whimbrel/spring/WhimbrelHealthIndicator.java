package dev.whimbrel.spring;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.HealthReport;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells whether each database can be reached and is ready for what is pending. */
final class WhimbrelHealthIndicator implements HealthIndicator {

    private final WhimbrelFactory factory;

    WhimbrelHealthIndicator(WhimbrelFactory factory) {
        this.factory = factory;
    }

    @Override
    public Health health() {
        try (Whimbrel whimbrel = factory.open()) {
            HealthReport report = new HealthReport(whimbrel.health());
            Map<String, @Nullable Object> told = report.json(Disclosure.GUARDED);
            return (report.isUp() ? Health.up() : Health.down())
                    .withDetail("databases", String.valueOf(told.get("databases")))
                    .build();
        } catch (WhimbrelException e) {
            return Health.down()
                    .withDetail(
                            "problems",
                            e.problems().stream()
                                    .map(problem -> problem.code().code())
                                    .toList())
                    .build();
        }
    }
}
