package dev.whimbrel.embedding.provider;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.List;
import java.util.ServiceLoader;

/** Opens embedding models. */
public final class EmbeddingModels {

    private EmbeddingModels() {}

    /**
     * {@return the model of these settings, made by the first provider found as a service that accepts it}
     *
     * @throws SettingsException if none does, or if something is missing in the settings
     * @throws dev.whimbrel.embedding.EmbeddingException if files, libraries or an endpoint that it needs are not there
     */
    public static EmbeddingModel open(ModelSettings settings) {
        return open(
                settings,
                ServiceLoader.load(ModelProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /** {@return the same with these providers} */
    public static EmbeddingModel open(ModelSettings settings, List<ModelProvider> providers) {
        EmbeddingModel model = providers.stream()
                .filter(provider -> provider.accepts(settings))
                .findFirst()
                .orElseThrow(() -> unknown(settings, providers))
                .open(settings);
        return new EachTextOnce(model);
    }

    private static SettingsException unknown(ModelSettings settings, List<ModelProvider> providers) {
        String reason = providers.isEmpty()
                ? "the module whimbrel-embedding is not there"
                : settings.provider()
                        .map(provider -> "there is no provider " + provider)
                        .orElse("it is not in the list of known models, and no provider is said");
        return new SettingsException(new Problem(
                ErrorCode.MODEL_UNKNOWN,
                "the model " + settings.name() + " is not known",
                reason,
                providers.isEmpty()
                        ? "add whimbrel-embedding to the class path"
                        : "correct the name, or write its provider (local, openai or ollama) into whimbrel.yaml:"
                                + " `models: { " + settings.name() + ": { provider: … } }`"));
    }
}
