package dev.whimbrel.testkit.model;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.provider.ModelProvider;
import dev.whimbrel.embedding.provider.ModelSettings;

/** Provides {@link LetterModel}, by names like {@code letters-26}. */
public final class LetterModelProvider implements ModelProvider {

    @Override
    public boolean accepts(ModelSettings settings) {
        return settings.name().startsWith("letters-");
    }

    @Override
    public EmbeddingModel open(ModelSettings settings) {
        String[] parts = settings.name().split("-", -1);
        return new LetterModel(Integer.parseInt(parts[1]), settings);
    }
}
