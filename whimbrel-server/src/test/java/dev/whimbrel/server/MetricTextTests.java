package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricTextTests {

    private final MetricText text = new MetricText();

    @Test
    void writesWhatAMetricIsBeforeItsSamples() {
        text.gauge("bird_weight", "In grams.");
        text.sample(Map.of("kind", "whimbrel"), 430);
        text.sample(Map.of(), 0.25);
        assertThat(text).hasToString("""
                # HELP bird_weight In grams.
                # TYPE bird_weight gauge
                bird_weight{kind="whimbrel"} 430
                bird_weight 0.25
                """);
    }

    @Test
    void escapesLabels() {
        text.gauge("bird", "A bird.");
        text.sample(Map.of("name", "a\"b\\c\nd"), 1);
        assertThat(text.toString()).endsWith("bird{name=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    @Test
    void writesLargeNumbersWithoutAnExponent() {
        text.gauge("bird", "A bird.");
        text.sample(Map.of(), 1_795_000_000.123);
        assertThat(text.toString()).endsWith("bird 1795000000.123\n");
    }
}
