package dev.whimbrel.embedding.openai;

import static dev.whimbrel.embedding.server.ProviderServer.answering;
import static dev.whimbrel.embedding.server.ProviderServer.busy;
import static dev.whimbrel.embedding.server.ProviderServer.cutting;
import static dev.whimbrel.embedding.server.ProviderServer.exhausted;
import static dev.whimbrel.embedding.server.ProviderServer.failing;
import static dev.whimbrel.embedding.server.ProviderServer.holding;
import static dev.whimbrel.embedding.server.ProviderServer.redirecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter.Precision;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.ModelSettings.Shape;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.server.MiniLm;
import dev.whimbrel.embedding.server.OpenAiServer;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.error.WhimbrelException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server that computes real vectors and keeps to OpenAI's rules. The limit is for what waits for ever. */
@Timeout(120)
class OpenAiModelIT {

    private static final int MOST_TEXTS = 16;
    private static final String LONG_TEXT = String.join(" ", Collections.nCopies(300, "bird"));
    private static final Duration NONE = Duration.ZERO;

    private final OpenAiServer server = new OpenAiServer(MOST_TEXTS);

    @AfterEach
    void stop() {
        server.close();
    }

    private EndpointSettings endpoint() {
        return EndpointSettings.defaults()
                .withBaseUrl(server.uri("/v1"))
                .withApiKey(Secret.of(OpenAiServer.KEY))
                .withBatch(MOST_TEXTS, 100_000);
    }

    private EmbeddingModel open(UnaryOperator<EndpointSettings> change) {
        return EmbeddingModels.open(
                ModelSettings.of(MiniLm.NAME).withProvider("openai").withEndpoint(change.apply(endpoint())));
    }

    private EmbeddingModel open() {
        return open(settings -> settings);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "bird number " + i).toList();
    }

    private static void assertSame(Embeddings embedded, List<String> texts) {
        List<float[]> expected = MiniLm.model().embed(texts, Role.PASSAGE).vectors();
        assertThat(embedded.vectors()).hasSameSizeAs(texts);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(MiniLm.product(embedded.vectors().get(i), expected.get(i)))
                    .isEqualTo(1, within(1e-4));
        }
    }

    private static ErrorCode code(WhimbrelException failure) {
        return failure.problems().iterator().next().code();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void givesEachTextItsVectorInEitherEncoding(Encoding encoding) {
        try (EmbeddingModel model = open(settings -> settings.withEncoding(encoding))) {
            Embeddings embedded = model.embed(texts(10), Role.PASSAGE);

            assertSame(embedded, texts(10));
            assertThat(embedded.tokens()).isEqualTo(10 * 5);
            assertThat(server.requests().get(0).value("encoding_format"))
                    .isEqualTo(encoding.name().toLowerCase(java.util.Locale.ROOT));
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
    void refusesADimensionThatTheModelCannotHave() {
        ModelSettings large = ModelSettings.of("text-embedding-3-small").withShape(Shape.UNSAID.withDimension(2000));
        ModelSettings fixed = ModelSettings.of("text-embedding-ada-002").withShape(Shape.UNSAID.withDimension(256));

        assertThatThrownBy(() -> EmbeddingModels.open(large.withEndpoint(endpoint())))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> EmbeddingModels.open(fixed.withEndpoint(endpoint())))
                .isInstanceOf(SettingsException.class);
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
    void needsAKeyBeforeAnythingIsDone() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class, () -> EmbeddingModels.open(ModelSettings.of("text-embedding-3-small")));

        assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_KEY_MISSING);
        assertThat(failure).hasMessageContaining("OPENAI_API_KEY");
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
    void refusesFewerVectorsThanTexts() {
        server.next(answering(200, "{\"data\":[{\"index\":0,\"embedding\":[1,0]}]}"));
        try (EmbeddingModel model = open()) {
            RefusedException failure =
                    catchThrowableOfType(RefusedException.class, () -> model.embed(texts(2), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_WRONG_VECTOR);
        }
    }

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

    @Test
    void waitsAsLongAsItIsTold() {
        server.next(busy(1), busy(1));
        try (EmbeddingModel model = open()) {
            assertSame(model.embed(texts(3), Role.PASSAGE), texts(3));

            assertThat(server.tooEarly()).isZero();
        }
    }

    /** A limit holds for the account: requests that were not refused wait as well. */
    @Test
    void letsTheNextRequestsWaitWhenOneIsRefused() {
        server.next(busy(1));
        try (EmbeddingModel model = open(settings -> settings.withConcurrency(1))) {
            assertSame(model.embed(texts(64), Role.PASSAGE), texts(64));

            assertThat(server.tooEarly()).isZero();
            assertThat(server.mostUnderWay()).isEqualTo(1);
        }
    }

    @Test
    void waitsWhenTheHeadersSayThatNothingIsLeft() {
        server.next(exhausted(1));
        try (EmbeddingModel model = open(settings -> settings.withConcurrency(1))) {
            assertSame(model.embed(texts(40), Role.PASSAGE), texts(40));

            assertThat(server.tooEarly()).isZero();
        }
    }

    @Test
    void tellsHowLongToWaitWhenItsPatienceEnds() {
        server.next(busy(77));
        try (EmbeddingModel model = open(settings -> settings.withPatience(Duration.ofSeconds(5)))) {
            RateLimitedException failure =
                    catchThrowableOfType(RateLimitedException.class, () -> model.embed(texts(1), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_RATE_LIMITED);
            assertThat(failure.waitAtLeast()).isEqualTo(Duration.ofSeconds(77));
            assertThat(failure).hasMessageContaining("77 s");
        }
    }

    @Test
    void goesOnAfterCutConnectionsAndFailuresOfTheServer() {
        server.next(cutting(), failing(503, "overloaded", ""), answering(502, "<html>bad gateway</html>"));
        try (EmbeddingModel model = open()) {
            assertSame(model.embed(texts(3), Role.PASSAGE), texts(3));
        }
    }

    @Test
    void tellsOfACutConnectionWhenItsPatienceEnds() {
        server.next(cutting());
        try (EmbeddingModel model = open(settings -> settings.withPatience(NONE))) {
            UnavailableException failure =
                    catchThrowableOfType(UnavailableException.class, () -> model.embed(texts(3), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
        }
    }

    @Test
    void tellsThatNobodyListens() {
        URI nobody = server.uri("/v1");
        server.close();
        try (EmbeddingModel model =
                open(settings -> settings.withBaseUrl(nobody).withPatience(NONE))) {
            UnavailableException failure =
                    catchThrowableOfType(UnavailableException.class, () -> model.embed(texts(3), Role.PASSAGE));

            assertThat(code(failure)).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
            assertThat(failure).hasMessageContaining(nobody.toString());
        }
    }

    @Test
    void doesNotWaitForAServerThatIsSilent() {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.next(holding(came, end));
        try (EmbeddingModel model =
                open(settings -> settings.withTimeout(Duration.ofMillis(300)).withPatience(NONE))) {
            UnavailableException failure =
                    catchThrowableOfType(UnavailableException.class, () -> model.embed(texts(3), Role.PASSAGE));

            assertThat(failure).hasMessageContaining("timeout");
        } finally {
            end.countDown();
        }
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.next(holding(came, end), holding(came, end));
        CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
        try (EmbeddingModel model = open()) {
            Thread thread = new Thread(() -> {
                try {
                    model.embed(texts(40), Role.PASSAGE);
                    stayedInterrupted.completeExceptionally(new AssertionError("it went on"));
                } catch (CancellationException e) {
                    stayedInterrupted.complete(Thread.currentThread().isInterrupted());
                } catch (RuntimeException e) {
                    stayedInterrupted.completeExceptionally(e);
                }
            });
            thread.start();
            came.await();
            thread.interrupt();

            assertThat(stayedInterrupted.get(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
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
