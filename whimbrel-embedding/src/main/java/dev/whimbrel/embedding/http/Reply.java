package dev.whimbrel.embedding.http;

import java.util.List;
import java.util.Optional;

/**
 * A provider's answer as it reads.
 *
 * @param vectors in the order of the texts
 * @param tokens what the provider counted
 * @param error what it says went wrong; some say so under the status of success
 */
public record Reply(List<float[]> vectors, Optional<Long> tokens, Optional<Fault> error) {

    /**
     * What a provider says went wrong, empty where it does not say.
     *
     * @param message for people
     * @param code for programs
     * @param parameter of the request that is to blame
     */
    public record Fault(String message, String code, String parameter) {

        static final Fault UNSAID = new Fault("", "", "");
    }

    public static Reply of(List<float[]> vectors, Optional<Long> tokens) {
        return new Reply(List.copyOf(vectors), tokens, Optional.empty());
    }

    public static Reply failed(Fault fault) {
        return new Reply(List.of(), Optional.empty(), Optional.of(fault));
    }
}
