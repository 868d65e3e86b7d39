package dev.whimbrel.embedding.openai;

import static dev.whimbrel.embedding.server.ProviderServer.answering;
import static dev.whimbrel.embedding.server.ProviderServer.failing;
import static dev.whimbrel.embedding.server.ProviderServer.redirecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.ModelSettings.Shape;
import dev.whimbrel.embedding.server.OpenAiServer;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person has to mend: it is told at once, and nothing is tried again. */
final class OpenAiRefusalsIT extends OpenAiTest {

    @Test
    void refusesADimensionThatTheModelCannotHave() {
        ModelSettings large = ModelSettings.of("text-embedding-3-small").withShape(Shape.UNSAID.withDimension(2000));
        ModelSettings fixed = ModelSettings.of("text-embedding-ada-002").withShape(Shape.UNSAID.withDimension(256));

        assertThatThrownBy(() -> EmbeddingModels.open(large.withEndpoint(endpoint())))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> EmbeddingModels.open(fixed.withEndpoint(endpoint())))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void refusesVectorsOfAnotherLength() {
        ModelSettings settings = ModelSettings.of("text-embedding-3-small").withEndpoint(endpoint());
        try (EmbeddingModel model = EmbeddingModels.open(settings)) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(2), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_WRONG_VECTOR);
            assertThat(failure).hasMessageContaining("384").hasMessageContaining("1536");
        }
    }

    @Test
    void refusesFewerVectorsThanTexts() {
        server.next(answering(200, "{\"data\":[{\"index\":0,\"embedding\":[1,0]}]}"));
        try (EmbeddingModel model = open()) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(2), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_WRONG_VECTOR);
        }
    }

    @Test
    void tellsItsProfileWithoutAKeyAndEmbedsNothing() {
        try (EmbeddingModel model = EmbeddingModels.open(ModelSettings.of("text-embedding-3-small"))) {
            assertThat(model.profile().dimension()).isEqualTo(1536);
            SettingsException failure =
                    catchThrowableOfType(SettingsException.class, () -> model.embed(texts(40), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_KEY_MISSING);
            assertThat(failure).hasMessageContaining("OPENAI_API_KEY");
        }
    }

    @Test
    void sendsNothingWhereAKeyIsMissing() {
        Problem reason = new Problem(ErrorCode.MODEL_KEY_MISSING, "no key", "why", "set MY_KEY");
        EndpointSettings keyless = endpoint().withApiKey(new ApiKey.Missing(reason));
        ModelSettings unlisted = ModelSettings.of("mine").withProvider("openai").withEndpoint(keyless);
        SettingsException unknown = catchThrowableOfType(SettingsException.class, () -> EmbeddingModels.open(unlisted));

        assertThat(unknown).hasMessageContaining("MY_KEY").hasMessageContaining("models: { mine: { dimension: … } }");
        try (EmbeddingModel model = EmbeddingModels.open(unlisted.withShape(Shape.UNSAID.withDimension(384)))) {
            assertThat(model.profile().dimension()).isEqualTo(384);
            assertThatThrownBy(() -> model.embed(texts(1), Role.PASSAGE)).hasMessageContaining("MY_KEY");
        }
        assertThat(server.asked()).isZero();
    }

    @Test
    void tellsOfAKeyThatIsRefusedWithoutShowingIt() {
        try (EmbeddingModel model = open(settings -> settings.withApiKey(Secret.of("sk-other-canary")))) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(1), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_KEY_REFUSED);
            assertThat(failure.getMessage()).doesNotContain("canary");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, The model does not exist, model_not_found, MODEL_UNKNOWN",
        "404, Not Found, '', MODEL_REFUSED",
        "429, You exceeded your current quota, insufficient_quota, MODEL_QUOTA_USED_UP",
        "402, Payment required, '', MODEL_QUOTA_USED_UP",
        "403, Not allowed, '', MODEL_KEY_REFUSED",
        "200, upstream said no, 401, MODEL_KEY_REFUSED",
        "200, upstream said no, '', MODEL_REFUSED"
    })
    void refusesAtOnceWhatOnlyAPersonCanMend(int status, String message, String code, ErrorCode expected) {
        server.next(failing(status, message, code));
        try (EmbeddingModel model = open()) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(1), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(expected);
            assertThat(failure).hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<html>hello</html>'",
        "'[]'",
        "'{}'",
        "'{\"data\":[]}'",
        "'{\"data\":[{\"index\":1,\"embedding\":[1]}]}'"
    })
    void refusesWhatIsNoAnswerOfAnEndpoint(String body) {
        server.next(answering(200, body));
        try (EmbeddingModel model = open()) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(1), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_REFUSED);
        }
    }

    @Test
    void doesNotBlameTextsWhereAllAreRefused() {
        for (int i = 0; i < 10; i++) {
            server.next(failing(400, "Bad request", ""));
        }
        try (EmbeddingModel model = open()) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(2), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_REFUSED);
        }
    }

    @Test
    void followsNoRedirect() {
        try (OpenAiServer elsewhere = new OpenAiServer(MOST_TEXTS);
                EmbeddingModel model = open()) {
            server.next(redirecting(elsewhere.uri("/v1/embeddings")));

            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(1), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_REFUSED);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }
}
