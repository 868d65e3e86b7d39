package dev.whimbrel.run;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.Databases;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import java.util.HashMap;
import java.util.Map;

/** Asks the models of a plan what their vectors are, each once. Not thread-safe. */
final class Profiles {

    private final Databases databases;
    private final Models models;
    private final Map<String, Profile> known = new HashMap<>();

    Profiles(Databases databases, Models models) {
        this.databases = databases;
        this.models = models;
    }

    /**
     * {@return the plan with all that its long work must know}
     *
     * @throws TimelineException if a database cannot do long work
     * @throws dev.whimbrel.error.WhimbrelException if a model cannot be opened
     */
    Plan complete(Plan plan) {
        return plan.withSteps(this::complete);
    }

    private Step complete(Step step) {
        if (step.migration().kind().isLongRunning()) {
            requireAble(step);
        }
        return step.model().map(model -> step.withProfile(profile(model))).orElse(step);
    }

    private void requireAble(Step step) {
        Database database = databases.get(step.database());
        if (database.backfills().isEmpty()) {
            throw new TimelineException(new Problem(
                    ErrorCode.UNSUPPORTED_MIGRATION,
                    step.script().name() + " is long-running work on " + database.name(),
                    "Whimbrel does no long-running work on databases of kind " + database.kind(),
                    "write it as a script, or put it into the folder of a database that can"));
        }
    }

    private Profile profile(String model) {
        Profile profile = known.get(model);
        if (profile == null) {
            try (EmbeddingModel opened = EmbeddingModels.open(models.get(model))) {
                profile = opened.profile();
            }
            known.put(model, profile);
        }
        return profile;
    }
}
