package dev.whimbrel.embedding.openai;

import static dev.whimbrel.embedding.server.ProviderServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter.Precision;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.ModelSettings.Shape;
import dev.whimbrel.embedding.server.MiniLm;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an endpoint is asked for, and what comes of its answers. */
final class OpenAiVectorsIT extends OpenAiTest {

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void givesEachTextItsVectorInEitherEncoding(Encoding encoding) {
        try (EmbeddingModel model = open(settings -> settings.withEncoding(encoding))) {
            Embeddings embedded = model.embed(texts(10), Role.PASSAGE);

            assertSame(embedded, texts(10));
            assertThat(embedded.tokens()).isEqualTo(10 * 5);
            assertThat(server.requests().get(0).value("encoding_format"))
                    .isEqualTo(encoding.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void paysForEqualTextsOnce() {
        List<String> texts = List.of("curlew", "whimbrel", "curlew", "godwit", "whimbrel");
        try (EmbeddingModel model = open()) {
            Embeddings embedded = model.embed(texts, Role.PASSAGE);

            assertSame(embedded, texts);
            assertThat(embedded.tokens()).isEqualTo(3 * 5);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).texts()).containsExactly("curlew", "whimbrel", "godwit");
        }
    }

    @Test
    void dividesByNumber() {
        try (EmbeddingModel model = open()) {
            assertSame(model.embed(texts(40), Role.PASSAGE), texts(40));

            assertThat(server.requests())
                    .extracting(request -> request.texts().size())
                    .containsExactlyInAnyOrder(16, 16, 8);
        }
    }

    @Test
    void dividesByTokens() {
        try (EmbeddingModel model = open(settings -> settings.withBatch(MOST_TEXTS, 20))) {
            assertSame(model.embed(texts(9), Role.PASSAGE), texts(9));

            assertThat(server.requests())
                    .extracting(request -> request.texts().size())
                    .containsExactlyInAnyOrder(5, 4);
        }
    }

    /** Some take ten texts and say so in the refusal only. */
    @Test
    void learnsThatAProviderTakesFewer() {
        try (EmbeddingModel model = open(settings -> settings.withBatch(64, 100_000))) {
            assertSame(model.embed(texts(64), Role.PASSAGE), texts(64));
            assertThat(model.limits().textsPerRequest()).isLessThanOrEqualTo(MOST_TEXTS);
            int before = server.requests().size();

            assertSame(model.embed(texts(64), Role.PASSAGE), texts(64));

            assertThat(server.requests()).hasSize(before + 4);
        }
    }

    @Test
    void asksForFewerNumbersWhereTheModelCan() {
        ModelSettings settings = ModelSettings.of("text-embedding-3-small")
                .withShape(Shape.UNSAID.withDimension(256))
                .withEndpoint(endpoint());
        try (EmbeddingModel model = EmbeddingModels.open(settings)) {
            Embeddings embedded = model.embed(texts(2), Role.PASSAGE);

            assertThat(embedded.vectors()).allSatisfy(vector -> {
                assertThat(vector).hasSize(256);
                assertThat(MiniLm.product(vector, vector)).isEqualTo(1, within(1e-4));
            });
            assertThat(model.profile().dimension()).isEqualTo(256);
            assertThat(server.requests().get(0).value("dimensions")).isEqualTo("256");
            assertThat(model.tokens().precision()).isEqualTo(Precision.EXACT);
        }
    }

    @Test
    void learnsTheDimensionOfAModelThatIsNotKnown() {
        server.next(
                answering(200, "{\"data\":[{\"index\":0,\"embedding\":[0.6,0.8,0]}],\"usage\":{\"prompt_tokens\":3}}"));
        ModelSettings settings =
                ModelSettings.of("nobodys").withProvider("openai").withEndpoint(endpoint());

        try (EmbeddingModel model = EmbeddingModels.open(settings)) {
            assertThat(model.profile().dimension()).isEqualTo(3);
        }
    }

    @Test
    void cutsLongTextsAndReportsThem() {
        ModelSettings settings = ModelSettings.of("text-embedding-3-small")
                .withShape(Shape.UNSAID.withDimension(256).withMaxTokens(50))
                .withEndpoint(endpoint());
        try (EmbeddingModel model = EmbeddingModels.open(settings)) {
            Embeddings embedded = model.embed(List.of("fine", LONG_TEXT), Role.PASSAGE);

            assertThat(embedded.truncated()).containsExactly(1);
            assertThat(model.tokens().count(server.requests().get(0).texts().get(1)))
                    .isEqualTo(50);
        }
    }

    @Test
    void sendsNoMoreAtOnceThanAllowed() {
        try (EmbeddingModel model = open(settings -> settings.withConcurrency(3).withBatch(1, 100_000))) {
            assertSame(model.embed(texts(30), Role.PASSAGE), texts(30));

            assertThat(server.mostUnderWay()).isBetween(1, 3);
        }
    }

    @Test
    void embedsNothingWithoutARequest() {
        try (EmbeddingModel model = open()) {
            assertThat(model.embed(List.of(), Role.QUERY).vectors()).isEmpty();
            assertThat(server.requests()).isEmpty();
        }
    }
}
