package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.server.Shared.Fetch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SharedTests {

    private final List<CompletableFuture<String>> ends = new ArrayList<>();

    private Shared<String> shared(Duration fresh) {
        return new Shared<>(fresh, () -> {
            CompletableFuture<String> end = new CompletableFuture<>();
            ends.add(end);
            return new Fetch<>(end, end.copy());
        });
    }

    @Test
    void givesAllWhoAskMeanwhileTheSameAnswer() {
        Shared<String> shared = shared(Duration.ZERO);
        CompletableFuture<String> first = shared.get();
        CompletableFuture<String> second = shared.get();
        ends.get(0).complete("seen");
        assertThat(ends).hasSize(1);
        assertThat(first).isCompletedWithValue("seen");
        assertThat(second).isCompletedWithValue("seen");
    }

    @Test
    void givesAFreshAnswerAgain() {
        Shared<String> shared = shared(Duration.ofDays(1));
        assertThat(shared.get()).isNotDone();
        ends.get(0).complete("seen");
        assertThat(shared.get()).isCompletedWithValue("seen");
        assertThat(ends).hasSize(1);
    }

    @Test
    void asksAnewWhenTheAnswerIsStale() {
        Shared<String> shared = shared(Duration.ZERO);
        assertThat(shared.get()).isNotDone();
        ends.get(0).complete("seen");
        assertThat(shared.get()).isNotDone();
        assertThat(ends).hasSize(2);
    }

    @Test
    void doesNotAskAnewWhileSomethingIsUnderWayThoughTheAnswerWasGivenEarly() {
        CompletableFuture<String> end = new CompletableFuture<>();
        List<String> begun = new ArrayList<>();
        Shared<String> shared = new Shared<>(Duration.ZERO, () -> {
            begun.add("once");
            return new Fetch<>(end, CompletableFuture.completedFuture("no answer"));
        });
        assertThat(shared.get()).isCompletedWithValue("no answer");
        assertThat(shared.get()).isCompletedWithValue("no answer");
        assertThat(begun).hasSize(1);
        end.complete("at last");
        assertThat(shared.get()).isCompletedWithValue("no answer");
        assertThat(begun).hasSize(2);
    }

    @Test
    void asksAnewAfterAFailure() {
        Shared<String> shared = shared(Duration.ZERO);
        assertThat(shared.get()).isNotDone();
        ends.get(0).completeExceptionally(new IllegalStateException());
        assertThat(shared.get()).isNotDone();
    }
}
