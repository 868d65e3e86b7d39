package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.redis.SearchIndexes.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the module's answers, in the form they have on the line. */
final class SearchIndexesTests {

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isBuiltWhenTheModuleSaysSo() {
        State building = State.of(List.of(text("indexing"), text("1"), text("percent_indexed"), text("0.25")));
        State built = State.of(List.of(text("indexing"), 0L, text("percent_indexed"), text("1")));

        assertThat(building.isBuilding()).isTrue();
        assertThat(building.part()).isEqualTo("0.25");
        assertThat(built.isBuilding()).isFalse();
    }

    @Test
    void hasFailuresWhenKeysCouldNotBeTakenIn() {
        assertThat(State.of(List.of(text("hash_indexing_failures"), 3L)).hasFailures())
                .isTrue();
        assertThat(State.of(List.of(text("hash_indexing_failures"), text("0"))).hasFailures())
                .isFalse();
    }
}
