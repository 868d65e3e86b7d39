package dev.whimbrel.embedding.provider;

import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the user says of a model. All but the name may be left out: what is empty comes from the list of known models.
 *
 * @param name as migrations name it
 * @param provider {@code local}, {@code openai}, {@code ollama}
 * @param model the provider's name of it, where that is another one
 * @param shape what its vectors are
 * @param overlong what becomes of texts that are too long
 * @param price US dollars for a million tokens
 * @param local for models that run here
 * @param endpoint for models behind HTTP
 */
public record ModelSettings(
        String name,
        Optional<String> provider,
        Optional<String> model,
        Shape shape,
        Overlong overlong,
        Optional<BigDecimal> price,
        LocalSettings local,
        EndpointSettings endpoint) {

    public ModelSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model needs a name");
        }
    }

    /**
     * What the vectors of a model are.
     *
     * @param revision which of the things of that name
     * @param dimension the numbers of a vector
     * @param reducible whether shorter vectors may be asked for, by {@code dimension}
     * @param maxTokens how much of a text counts
     * @param prefixes what is put before texts
     * @param pooling how the tokens' vectors become one
     * @param normalisation what is done to a vector's length
     */
    public record Shape(
            Optional<String> revision,
            Optional<Integer> dimension,
            Optional<Boolean> reducible,
            Optional<Integer> maxTokens,
            Optional<Prefixes> prefixes,
            Optional<Pooling> pooling,
            Optional<Normalisation> normalisation) {

        public static final Shape UNSAID = new Shape(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public Shape {
            requirePositive("dimension", dimension);
            requirePositive("max-tokens", maxTokens);
        }

        private static void requirePositive(String key, Optional<Integer> value) {
            if (value.isPresent() && value.get() < 1) {
                throw new IllegalArgumentException(key + " must be positive: " + value.get());
            }
        }

        public Shape withDimension(int other) {
            return new Shape(revision, Optional.of(other), reducible, maxTokens, prefixes, pooling, normalisation);
        }

        public Shape withMaxTokens(int other) {
            return new Shape(revision, dimension, reducible, Optional.of(other), prefixes, pooling, normalisation);
        }

        public Shape withPrefixes(Prefixes other) {
            return new Shape(revision, dimension, reducible, maxTokens, Optional.of(other), pooling, normalisation);
        }

        public Shape withPooling(Pooling other) {
            return new Shape(revision, dimension, reducible, maxTokens, prefixes, Optional.of(other), normalisation);
        }
    }

    /** {@return a model of which nothing but the name is said} */
    public static ModelSettings of(String name) {
        return new ModelSettings(
                name,
                Optional.empty(),
                Optional.empty(),
                Shape.UNSAID,
                Overlong.TRUNCATE,
                Optional.empty(),
                LocalSettings.defaults(),
                EndpointSettings.defaults());
    }

    public ModelSettings withProvider(String other) {
        return new ModelSettings(name, Optional.of(other), model, shape, overlong, price, local, endpoint);
    }

    public ModelSettings withModel(String other) {
        return new ModelSettings(name, provider, Optional.of(other), shape, overlong, price, local, endpoint);
    }

    public ModelSettings withShape(Shape other) {
        return new ModelSettings(name, provider, model, other, overlong, price, local, endpoint);
    }

    public ModelSettings withOverlong(Overlong other) {
        return new ModelSettings(name, provider, model, shape, other, price, local, endpoint);
    }

    public ModelSettings withPrice(BigDecimal usdPerMillionTokens) {
        return new ModelSettings(
                name, provider, model, shape, overlong, Optional.of(usdPerMillionTokens), local, endpoint);
    }

    public ModelSettings withLocal(LocalSettings other) {
        return new ModelSettings(name, provider, model, shape, overlong, price, other, endpoint);
    }

    public ModelSettings withEndpoint(EndpointSettings other) {
        return new ModelSettings(name, provider, model, shape, overlong, price, local, other);
    }
}
