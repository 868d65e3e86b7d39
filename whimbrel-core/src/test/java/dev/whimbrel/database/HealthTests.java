package dev.whimbrel.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthTests {

    @Test
    void isUpUnlessSomethingStandsInTheWay() {
        Problem down = new Problem(ErrorCode.UNREACHABLE, "main is down", "nobody listens", "start it");

        assertThat(new Health("main", "sqlite", Map.of(), Problems.NONE).isUp()).isTrue();
        assertThat(new Health("main", "sqlite", Map.of(), Problems.of(down)).isUp())
                .isFalse();
    }

    @Test
    void keepsTheOrderOfItsDetailsAndNothingAddedLater() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("version", "3");
        details.put("journal", "wal");
        Health health = new Health("main", "sqlite", details, Problems.NONE);
        details.clear();

        assertThat(health.details()).hasToString("{version=3, journal=wal}");
    }
}
