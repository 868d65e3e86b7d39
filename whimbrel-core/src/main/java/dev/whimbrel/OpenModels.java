package dev.whimbrel;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The models of one run, each opened when first needed and once. Not thread-safe. */
final class OpenModels implements AutoCloseable {

    private final Models models;
    private final Map<String, EmbeddingModel> open = new HashMap<>();

    OpenModels(Models models) {
        this.models = models;
    }

    /** {@return the model of an embedding; nothing for other work} */
    Optional<EmbeddingModel> of(Migration migration) {
        return migration.kind() == MigrationKind.EMBEDDING
                ? migration.work().map(EmbeddingWork.class::cast).map(work -> open(work.model()))
                : Optional.empty();
    }

    /**
     * {@return the same for work that has begun}
     *
     * @throws SettingsException if the model is not the one that it began with any more
     */
    Optional<EmbeddingModel> of(Migration migration, WorkStatus status) {
        Optional<EmbeddingModel> model = of(migration);
        model.ifPresent(opened -> requireSame(migration, status.profile().orElseThrow(), opened.profile()));
        return model;
    }

    private EmbeddingModel open(String name) {
        return open.computeIfAbsent(name, missing -> EmbeddingModels.open(models.get(missing)));
    }

    private static void requireSame(Migration migration, Profile began, Profile now) {
        if (!began.hash().equals(now.hash())) {
            throw new SettingsException(new Problem(
                    ErrorCode.MODEL_CHANGED,
                    migration.up().name() + " began with another model than the one of that name now",
                    "then: " + began.canonical().replace('\n', ' ').strip() + "; now: "
                            + now.canonical().replace('\n', ' ').strip(),
                    "set the model in whimbrel.yaml as it was; for another model write a new embedding, so that vectors"
                            + " of two models are never mixed"));
        }
    }

    /** Refuse a limit on money where nobody knows the price. */
    void requirePrice(Optional<EmbeddingModel> model, BackfillOptions options) {
        if (options.maxCost().isPresent()
                && model.isPresent()
                && model.get().price().isEmpty()) {
            throw new SettingsException(
                    new Problem(
                            ErrorCode.PRICE_UNKNOWN,
                            "the price of the model " + model.get().profile().model() + " is not known",
                            "without it nobody can tell when the most it may cost is reached",
                            "write it into whimbrel.yaml: `models: { NAME: { price: 0.02 } }`, in US dollars for a million tokens"));
        }
    }

    @Override
    public void close() {
        open.values().forEach(EmbeddingModel::close);
    }
}
