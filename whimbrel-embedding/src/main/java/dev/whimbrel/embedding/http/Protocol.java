package dev.whimbrel.embedding.http;

import java.io.IOException;
import java.util.List;

/** What differs between providers: how a request is written, and what their answers mean. Thread-safe. */
public interface Protocol {

    /** What is done about texts that are longer than the model takes. */
    enum TooLong {
        /** The provider is to refuse the request. */
        REFUSE,
        /** The provider is to cut them. */
        CUT
    }

    /** {@return where requests go, below the base URL, as {@code /embeddings}} */
    String path();

    /** {@return whether the provider cuts texts when told to} */
    boolean canCut();

    /** {@return the body of a request for these texts} */
    byte[] request(List<String> texts, TooLong tooLong);

    /**
     * {@return what the provider answered}
     *
     * @param body of an answer, whatever its status
     * @throws IOException if it is not JSON of the expected form
     */
    Reply reply(byte[] body) throws IOException;

    /** {@return what an error of the provider means} */
    ProviderError.Kind kind(ProviderError error);
}
