package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.SettingsException;
import dev.whimbrel.redis.RedisUrl.Eviction;
import dev.whimbrel.redis.RedisUrl.Tls;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisUrlTests {

    @ParameterizedTest
    @CsvSource({
        "redis://cache, cache:6379/0",
        "redis://cache/, cache:6379/0",
        "redis://cache:6380, cache:6380/0",
        "redis://cache:6380/12, cache:6380/12",
        "redis://:6380/1, localhost:6380/1",
        "redis://[::1]:6380/1, ::1:6380/1",
        "rediss://cache.example.org, cache.example.org:6379/0"
    })
    void namesAServerAndADatabase(String url, String place) {
        assertThat(RedisUrl.accepts(url)).isTrue();
        assertThat(RedisUrl.parse(url)).hasToString(place);
    }

    @Test
    void asksForTlsByItsScheme() {
        assertThat(RedisUrl.parse("redis://cache").tls()).isEqualTo(Tls.NONE);
        assertThat(RedisUrl.parse("rediss://cache").tls()).isEqualTo(Tls.VERIFIED);
    }

    @Test
    void takesParameters() {
        assertThat(RedisUrl.parse("rediss://cache/1?sslrootcert=/etc/my%20ca.pem&eviction=accepted"))
                .isEqualTo(new RedisUrl(
                        Tls.VERIFIED, "cache", 6379, 1, Optional.of(Path.of("/etc/my ca.pem")), Eviction.ACCEPTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://cache/one",
                "redis://cache:0",
                "redis://cache:70000",
                "redis://cache:port",
                "redis://cache?timeout=3",
                "redis://cache?eviction=perhaps",
                "redis://cache?sslrootcert=ca.pem"
            })
    void refusesWhatItDoesNotUnderstand(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://localhost/x", "sqlite:redis.db", "bolt://localhost", "redis:cache"})
    void leavesOtherUrlsToOthers(String url) {
        assertThat(RedisUrl.accepts(url)).isFalse();
    }
}
