package dev.whimbrel.embedding.ollama;

import static dev.whimbrel.embedding.server.ProviderServer.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.server.MiniLm;
import dev.whimbrel.embedding.server.OllamaServer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaModelIT {

    private static final String LONG_TEXT = String.join(" ", Collections.nCopies(300, "bird"));

    private final OllamaServer server = new OllamaServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private ModelSettings settings(String model) {
        return ModelSettings.of(model)
                .withProvider("ollama")
                .withShape(ModelSettings.Shape.UNSAID.withMaxTokens(256))
                .withEndpoint(EndpointSettings.defaults().withBaseUrl(server.uri("")));
    }

    @Test
    void givesEachTextItsVector() {
        List<String> texts = List.of("whimbrel", "curlew", "godwit");
        try (EmbeddingModel model = EmbeddingModels.open(settings("all-minilm"))) {
            List<float[]> vectors = model.embed(texts, Role.PASSAGE).vectors();
            List<float[]> expected = MiniLm.model().embed(texts, Role.PASSAGE).vectors();

            for (int i = 0; i < texts.size(); i++) {
                assertThat(MiniLm.product(vectors.get(i), expected.get(i))).isEqualTo(1, within(1e-4));
            }
        }
    }

    @Test
    void takesItsRevisionFromTheDigest() {
        try (EmbeddingModel model = EmbeddingModels.open(settings("all-minilm"))) {
            assertThat(model.profile().revision()).isEqualTo("digest " + OllamaServer.DIGEST);
            assertThat(model.profile().dimension()).isEqualTo(384);
        }
    }

    @Test
    void reportsWhichTextsWereCut() {
        try (EmbeddingModel model = EmbeddingModels.open(settings("all-minilm"))) {
            Embeddings embedded = model.embed(List.of("fine", "fine", LONG_TEXT, "fine"), Role.PASSAGE);

            assertThat(embedded.vectors()).hasSize(4);
            assertThat(embedded.truncated()).containsExactly(2);
            assertThat(model.limits().textsPerRequest()).isEqualTo(32);
        }
    }

    @Test
    void refusesLongTextsWhereThatIsWished() {
        try (EmbeddingModel model = EmbeddingModels.open(settings("all-minilm").withOverlong(Overlong.REFUSE))) {
            PoisonTextException failure = catchThrowableOfType(
                    PoisonTextException.class, () -> model.embed(List.of("fine", LONG_TEXT), Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(1);
            assertThat(failure).hasMessageContaining("WB-0706");
        }
    }

    /** Some versions refuse long texts although they are told to cut them. */
    @Test
    void refusesALongTextThatIsNotCutAlthoughThatWasWished() {
        try (EmbeddingModel model = EmbeddingModels.open(settings("all-minilm"))) {
            server.next(
                    failing(400, "the input length exceeds the context length", ""),
                    failing(400, "the input length exceeds the context length", ""));
            PoisonTextException failure = catchThrowableOfType(
                    PoisonTextException.class, () -> model.embed(List.of(LONG_TEXT), Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(0);
        }
    }

    @Test
    void doesNotKnowAModelThatIsNotPulled() {
        RefusedException failure =
                catchThrowableOfType(RefusedException.class, () -> EmbeddingModels.open(settings("nobodys")));

        assertThat(failure).hasMessageContaining("WB-0701").hasMessageContaining("ollama pull nobodys");
    }

    @Test
    void isNotThere() {
        ModelSettings settings = settings("all-minilm");
        server.close();

        UnavailableException failure =
                catchThrowableOfType(UnavailableException.class, () -> EmbeddingModels.open(settings));

        assertThat(failure).hasMessageContaining("WB-0708").hasMessageContaining("ollama serve");
    }
}
