package dev.whimbrel.spring;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.StatusReport;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Tells where each migration stands, as {@code whimbrel serve} does: without messages, addresses and names of users. */
@Endpoint(id = "whimbrel", defaultAccess = Access.READ_ONLY)
final class WhimbrelEndpoint {

    private final WhimbrelFactory factory;

    WhimbrelEndpoint(WhimbrelFactory factory) {
        this.factory = factory;
    }

    @ReadOperation
    Map<String, @Nullable Object> status() {
        try (Whimbrel whimbrel = factory.open()) {
            Plan plan = whimbrel.plan(UpOptions.defaults());
            return new StatusReport(plan, whimbrel.kinds(), whimbrel.backfills().statuses(plan))
                    .json(Disclosure.GUARDED);
        }
    }
}
