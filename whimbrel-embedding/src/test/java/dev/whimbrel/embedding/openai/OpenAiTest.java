package dev.whimbrel.embedding.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.server.MiniLm;
import dev.whimbrel.embedding.server.OpenAiServer;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.WhimbrelException;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Against a server that computes real vectors and keeps to OpenAI's rules. The limit is for what waits for ever. */
@Timeout(120)
abstract class OpenAiTest {

    static final int MOST_TEXTS = 16;
    static final String LONG_TEXT = String.join(" ", Collections.nCopies(300, "bird"));

    final OpenAiServer server = new OpenAiServer(MOST_TEXTS);

    @AfterEach
    void stop() {
        server.close();
    }

    final EndpointSettings endpoint() {
        return EndpointSettings.defaults()
                .withBaseUrl(server.uri("/v1"))
                .withApiKey(Secret.of(OpenAiServer.KEY))
                .withBatch(MOST_TEXTS, 100_000);
    }

    final EmbeddingModel open(UnaryOperator<EndpointSettings> change) {
        return EmbeddingModels.open(
                ModelSettings.of(MiniLm.NAME).withProvider("openai").withEndpoint(change.apply(endpoint())));
    }

    final EmbeddingModel open() {
        return open(settings -> settings);
    }

    static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "bird number " + i).toList();
    }

    static void assertSame(Embeddings embedded, List<String> texts) {
        List<float[]> expected = MiniLm.model().embed(texts, Role.PASSAGE).vectors();
        assertThat(embedded.vectors()).hasSameSizeAs(texts);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(MiniLm.product(embedded.vectors().get(i), expected.get(i)))
                    .isEqualTo(1, within(1e-4));
        }
    }

    static ErrorCode code(WhimbrelException failure) {
        return failure.problems().iterator().next().code();
    }
}
