package dev.whimbrel.embedding.openai;

import static dev.whimbrel.embedding.server.ProviderServer.answering;
import static dev.whimbrel.embedding.server.ProviderServer.busy;
import static dev.whimbrel.embedding.server.ProviderServer.cutting;
import static dev.whimbrel.embedding.server.ProviderServer.exhausted;
import static dev.whimbrel.embedding.server.ProviderServer.failing;
import static dev.whimbrel.embedding.server.ProviderServer.holding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What passes by waiting or asking again, and where patience ends. */
final class OpenAiPatienceIT extends OpenAiTest {

    private static final Duration NONE = Duration.ZERO;

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
}
