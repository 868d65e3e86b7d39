package dev.whimbrel.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaceTests {

    private static final RateHeaders NOTHING = new RateHeaders(HttpHeaders.of(Map.of(), (key, any) -> true));

    private static RateHeaders tokens(String left, String reset) {
        return new RateHeaders(HttpHeaders.of(
                Map.of("x-ratelimit-remaining-tokens", List.of(left), "x-ratelimit-reset-tokens", List.of(reset)),
                (key, any) -> true));
    }

    private static void succeed(Pace pace, int times) {
        for (int i = 0; i < times; i++) {
            pace.succeeded(NOTHING);
        }
    }

    @Test
    void allowsMoreWithEachRoundOfSuccessesUpToTheMost() {
        Pace pace = new Pace(4);
        assertThat(pace.allowed()).isEqualTo(2);
        succeed(pace, 2);
        assertThat(pace.allowed()).isEqualTo(3);
        succeed(pace, 2);
        assertThat(pace.allowed()).isEqualTo(3);
        succeed(pace, 100);
        assertThat(pace.allowed()).isEqualTo(4);
    }

    @Test
    void allowsHalfAsManyAfterARefusalButNeverNone() {
        Pace pace = new Pace(8);
        succeed(pace, 100);
        pace.limited(Duration.ZERO);
        assertThat(pace.allowed()).isEqualTo(4);
        pace.limited(Duration.ZERO);
        pace.limited(Duration.ZERO);
        pace.limited(Duration.ZERO);
        assertThat(pace.allowed()).isEqualTo(1);
    }

    @Test
    void letsNobodyGoWhilePaused() {
        Pace pace = new Pace(8);
        pace.limited(Duration.ofHours(1));

        assertThatThrownBy(() -> beginInterruptedSoon(pace, 1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void letsNobodyGoForWhomTooFewTokensAreLeft() throws InterruptedException {
        Pace pace = new Pace(8);
        pace.succeeded(tokens("100", "1h"));

        pace.begin(60);
        assertThatThrownBy(() -> beginInterruptedSoon(pace, 60)).isInstanceOf(InterruptedException.class);
        pace.begin(40);
    }

    @Test
    void letsAllGoOnceTheTokensAreThereAgain() throws InterruptedException {
        Pace pace = new Pace(8);
        pace.succeeded(tokens("0", "0s"));

        pace.begin(1_000_000);
    }

    /** Interrupts this thread once it waits. */
    private static void beginInterruptedSoon(Pace pace, long tokens) throws InterruptedException {
        Thread waiting = Thread.currentThread();
        Thread other = new Thread(() -> {
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
        });
        other.start();
        pace.begin(tokens);
    }
}
