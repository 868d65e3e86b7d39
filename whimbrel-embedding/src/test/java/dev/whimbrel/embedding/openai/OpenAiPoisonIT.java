package dev.whimbrel.embedding.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.ModelSettings.Shape;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.server.OpenAiServer;
import dev.whimbrel.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts that cannot be embedded are named, and only they. */
final class OpenAiPoisonIT extends OpenAiTest {

    @Test
    void namesTheTextsThatAreTooLong() {
        List<String> texts = new ArrayList<>(texts(12));
        texts.set(3, LONG_TEXT);
        texts.set(10, LONG_TEXT);
        try (EmbeddingModel model = open()) {
            PoisonTextException failure =
                    catchThrowableOfType(PoisonTextException.class, () -> model.embed(texts, Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(3, 10);
            assertThat(failure.problems()).extracting(problem -> problem.code()).containsOnly(ErrorCode.TEXT_TOO_LONG);
            assertThat(failure.getMessage()).contains("maximum context length").doesNotContain("bird bird");
            assertThat(model.limits().textsPerRequest()).isEqualTo(MOST_TEXTS);
        }
    }

    @Test
    void findsTheTextThatIsRefusedWithoutAReason() {
        List<String> texts = new ArrayList<>(texts(40));
        texts.set(21, OpenAiServer.UNSPEAKABLE);
        try (EmbeddingModel model = open()) {
            PoisonTextException failure =
                    catchThrowableOfType(PoisonTextException.class, () -> model.embed(texts, Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(21);
            assertThat(code(failure)).isEqualTo(ErrorCode.TEXT_NOT_EMBEDDABLE);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void namesTheTextWhoseVectorIsOfNoUse(Encoding encoding) {
        List<String> texts = new ArrayList<>(texts(4));
        texts.set(2, OpenAiServer.OVERFLOWING);
        try (EmbeddingModel model = open(settings -> settings.withEncoding(encoding))) {
            PoisonTextException failure =
                    catchThrowableOfType(PoisonTextException.class, () -> model.embed(texts, Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(2);
            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_WRONG_VECTOR);
        }
    }

    @Test
    void namesEmptyTextsWithoutAskingTheProvider() {
        try (EmbeddingModel model = open()) {
            PoisonTextException failure = catchThrowableOfType(
                    PoisonTextException.class, () -> model.embed(List.of("fine", "", " "), Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(1, 2);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesLongTextsWhereThatIsWishedWithoutAskingTheProvider() {
        ModelSettings settings = ModelSettings.of("text-embedding-3-small")
                .withShape(Shape.UNSAID.withMaxTokens(50))
                .withOverlong(Overlong.REFUSE)
                .withEndpoint(endpoint());
        try (EmbeddingModel model = EmbeddingModels.open(settings)) {
            PoisonTextException failure = catchThrowableOfType(
                    PoisonTextException.class, () -> model.embed(List.of("fine", LONG_TEXT), Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(1);
            assertThat(server.requests()).isEmpty();
        }
    }
}
