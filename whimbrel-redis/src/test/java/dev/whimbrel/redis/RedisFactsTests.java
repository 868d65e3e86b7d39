package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedisFactsTests {

    @Test
    void readsVersionsAndModules() {
        RedisFacts facts = RedisFacts.parse("""
                # Server
                redis_version:7.2.4\r
                valkey_version:8.1.1\r
                redis_mode:standalone\r
                # Modules
                module:name=search,ver=81001,api=1,filters=0,usedby=[],using=[ReJSON],options=[handle-io-errors]\r
                """);

        assertThat(facts.version()).isEqualTo("Valkey 8.1.1");
        assertThat(facts.number()).isEqualTo(702);
        assertThat(facts.mode()).isEqualTo("standalone");
        assertThat(facts.modules()).isEqualTo(Map.of("search", "81001"));
    }

    @Test
    void seesThatAnythingMayBeEvictedOnlyWhereMemoryIsLimited() {
        assertThat(RedisFacts.parse("maxmemory:1000\nmaxmemory_policy:allkeys-lru")
                        .evictionOfAnything())
                .contains("allkeys-lru");
        assertThat(RedisFacts.parse("maxmemory:0\nmaxmemory_policy:allkeys-lru").evictionOfAnything())
                .isEmpty();
        assertThat(RedisFacts.parse("maxmemory:1000\nmaxmemory_policy:volatile-lru")
                        .evictionOfAnything())
                .isEmpty();
    }

    @Test
    void takesAServerThatHidesItsVersionForOld() {
        assertThat(RedisFacts.parse("").number()).isZero();
        assertThat(RedisFacts.parse("redis_version:6.0.16").number()).isEqualTo(600);
        assertThat(RedisFacts.parse("redis_version:255.255.255").number()).isZero();
    }
}
