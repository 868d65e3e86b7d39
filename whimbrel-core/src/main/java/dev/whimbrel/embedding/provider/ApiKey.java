package dev.whimbrel.embedding.provider;

import dev.whimbrel.database.Secret;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Optional;

/**
 * The key of an endpoint, or why it is not there. What a model's vectors are can be known without a key, so that it is missed
 * only by whoever sends something to the endpoint. Immutable.
 */
public sealed interface ApiKey {

    /**
     * {@return the key}
     *
     * @throws SettingsException if it is not there
     */
    Secret secret();

    /** {@return why it is not there; empty if it is} */
    Optional<Problem> missing();

    /** A key that is there. */
    record Given(Secret secret) implements ApiKey {

        @Override
        public Optional<Problem> missing() {
            return Optional.empty();
        }
    }

    /**
     * A key that is needed and was not found.
     *
     * @param reason what to tell whoever needs it
     */
    record Missing(Problem reason) implements ApiKey {

        @Override
        public Secret secret() {
            throw new SettingsException(reason);
        }

        @Override
        public Optional<Problem> missing() {
            return Optional.of(reason);
        }
    }
}
