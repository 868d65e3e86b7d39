package dev.whimbrel.embedding.known;

import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Optional;

/**
 * What is known of a model: the user's word first, then that of the list.
 *
 * @param name as the user calls it
 * @param model as its provider calls it
 * @param provider empty if nobody says
 * @param revision empty if nobody says
 * @param dimension what the vectors are to have
 * @param nativeDimension what they have unless fewer are asked for
 * @param reducible whether fewer may be asked for
 * @param maxTokens how much of a text counts
 * @param prefixes what is put before texts
 * @param pooling how the tokens' vectors become one
 * @param normalisation what is done to a vector's length
 * @param price what its provider charges
 * @param countedBy the encoding of its tokens
 * @param classPath where a library brings its files
 */
public record ModelFacts(
        String name,
        String model,
        Optional<String> provider,
        Optional<String> revision,
        Optional<Integer> dimension,
        Optional<Integer> nativeDimension,
        boolean reducible,
        Optional<Integer> maxTokens,
        Prefixes prefixes,
        Optional<Pooling> pooling,
        Normalisation normalisation,
        Optional<Price> price,
        Optional<String> countedBy,
        Optional<String> classPath) {

    /** {@return the same with what the user says in place of what the list says} */
    ModelFacts overriddenBy(ModelSettings settings) {
        ModelSettings.Shape shape = settings.shape();
        return new ModelFacts(
                settings.name(),
                settings.model().orElse(settings.name()),
                settings.provider().or(() -> provider),
                shape.revision().or(() -> revision),
                shape.dimension().or(() -> dimension),
                nativeDimension,
                shape.reducible().orElse(reducible),
                shape.maxTokens().or(() -> maxTokens),
                shape.prefixes().orElse(prefixes),
                shape.pooling().or(() -> pooling),
                shape.normalisation().orElse(normalisation),
                settings.price().map(Price::new).or(() -> price),
                countedBy,
                classPath);
    }

    /** {@return whether fewer numbers are wanted than the model gives by itself} */
    public boolean isReduced() {
        return dimension.isPresent() && nativeDimension.isPresent() && dimension.get() < nativeDimension.get();
    }

    /**
     * {@return a value that a model cannot do without}
     *
     * @throws SettingsException if nobody says it
     */
    public <T> T require(Optional<T> value, String key, String example) {
        return value.orElseThrow(() -> new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                "models." + name + "." + key + " is missing",
                "the model " + model + " is not in the list of known models, and nothing else says it",
                "write it into whimbrel.yaml: `" + key + ": " + example + "`")));
    }
}
