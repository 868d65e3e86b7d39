package dev.whimbrel.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTests {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private static RateHeaders headers(String name, String value) {
        return new RateHeaders(HttpHeaders.of(Map.of(name, List.of(value)), (key, any) -> true));
    }

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "6m0s, PT6M",
        "120ms, PT0.12S",
        "1.5s, PT1.5S",
        "1h2m3s, PT1H2M3S",
        "20, PT20S",
        "0, PT0S",
        "400d, PT24H"
    })
    void readsTimes(String text, Duration expected) {
        assertThat(RateHeaders.duration(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "s", "1s!", "-1", "1y"})
    void readsNothingElse(String text) {
        assertThat(RateHeaders.duration(text)).isEmpty();
    }

    @Test
    void readsRetryAfterInAllItsForms() {
        assertThat(headers("Retry-After", "20").retryAfter(NOON)).contains(Duration.ofSeconds(20));
        assertThat(headers("retry-after-ms", "250").retryAfter(NOON)).contains(Duration.ofMillis(250));
        assertThat(headers("Retry-After", "Mon, 1 Jun 2026 12:01:00 GMT").retryAfter(NOON))
                .contains(Duration.ofMinutes(1));
        assertThat(headers("Retry-After", "Mon, 1 Jun 2026 11:00:00 GMT").retryAfter(NOON))
                .contains(Duration.ZERO);
        assertThat(headers("Retry-After", "whenever").retryAfter(NOON)).isEmpty();
        assertThat(headers("X-Other", "20").retryAfter(NOON)).isEmpty();
    }

    @Test
    void readsWhatIsLeft() {
        assertThat(headers("x-ratelimit-remaining-tokens", "149984").remaining("tokens"))
                .contains(149_984L);
        assertThat(headers("x-ratelimit-remaining-tokens", "149984").remaining("requests"))
                .isEmpty();
        assertThat(headers("x-ratelimit-reset-requests", "6m0s").reset("requests"))
                .contains(Duration.ofMinutes(6));
    }
}
