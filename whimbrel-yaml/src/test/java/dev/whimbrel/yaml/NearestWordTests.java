package dev.whimbrel.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestWordTests {

    @Test
    void measuresSlips() {
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
        assertThat(NearestWord.distance("same", "same")).isZero();
    }

    @Test
    void findsNoneThatIsTooFarAway() {
        assertThat(NearestWord.to("batsch", List.of("table", "batch"))).contains("batch");
        assertThat(NearestWord.to("curlew", List.of("table", "batch"))).isEmpty();
    }
}
