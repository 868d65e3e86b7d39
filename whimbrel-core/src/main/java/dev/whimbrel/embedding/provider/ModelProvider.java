package dev.whimbrel.embedding.provider;

import dev.whimbrel.embedding.EmbeddingModel;

/** Makes models of some providers out of settings. Stateless; found as a service, or named by whoever starts Whimbrel. */
public interface ModelProvider {

    /** {@return whether it can make this model; a model without a provider is accepted by whoever knows its name} */
    boolean accepts(ModelSettings settings);

    /**
     * {@return the model, ready for work}
     *
     * @throws dev.whimbrel.error.SettingsException if something is missing in the settings or contradicts itself
     * @throws dev.whimbrel.embedding.EmbeddingException if files, libraries or an endpoint that it needs are not there
     */
    EmbeddingModel open(ModelSettings settings);
}
