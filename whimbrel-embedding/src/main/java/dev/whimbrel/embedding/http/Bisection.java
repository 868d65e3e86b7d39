package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.check.TextProblems;
import dev.whimbrel.embedding.http.PreparedTexts.Range;
import dev.whimbrel.embedding.http.Protocol.TooLong;
import dev.whimbrel.embedding.http.ProviderError.Kind;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets the texts of a request through where the provider refuses some of them: it says that something is wrong and seldom
 * with which text, so the request is halved until each half goes through or is a single text. Where all go through in
 * smaller numbers, their number was to blame, and later requests are made smaller from the start. Thread-safe.
 */
final class Bisection {

    /** Goes through wherever anything does. */
    private static final String HARMLESS = "whimbrel";

    private final Delivery delivery;
    private final Protocol protocol;
    private final Profile profile;
    private final Overlong overlong;
    private final Failures failures;
    private final AtomicInteger mostTexts;

    Bisection(
            Delivery delivery,
            Protocol protocol,
            Profile profile,
            Overlong overlong,
            Failures failures,
            AtomicInteger mostTexts) {
        this.delivery = delivery;
        this.protocol = protocol;
        this.profile = profile;
        this.overlong = overlong;
        this.failures = failures;
        this.mostTexts = mostTexts;
    }

    /** What came of some texts: a vector for each, or what is wrong with it. */
    static final class Outcome {

        private final SortedMap<Integer, float[]> vectors = Collections.synchronizedSortedMap(new TreeMap<>());
        private final SortedMap<Integer, Problem> poison = Collections.synchronizedSortedMap(new TreeMap<>());
        private final SortedSet<Integer> truncated = Collections.synchronizedSortedSet(new TreeSet<>());
        private final AtomicLong tokens = new AtomicLong();

        void requireNoPoison() {
            if (!poison.isEmpty()) {
                throw new PoisonTextException(poison);
            }
        }

        /** {@return the vectors in the order of the texts} */
        List<float[]> vectors() {
            return new ArrayList<>(vectors.values());
        }

        void poison(int index, Problem problem) {
            poison.put(index, problem);
        }

        SortedSet<Integer> truncated() {
            return truncated;
        }

        long tokens() {
            return tokens.get();
        }
    }

    void deliver(PreparedTexts prepared, Range range, Outcome outcome) throws InterruptedException {
        TooLong first = protocol.canCut() ? TooLong.REFUSE : TooLong.CUT;
        try {
            keep(prepared, range, first, outcome);
        } catch (TextsRefusedException e) {
            if (range.size() > 1) {
                halve(prepared, range, outcome);
            } else {
                single(prepared, range, e, outcome);
            }
        }
    }

    private void keep(PreparedTexts prepared, Range range, TooLong tooLong, Outcome outcome)
            throws TextsRefusedException, InterruptedException {
        Reply reply = delivery.deliver(prepared.texts(range), tooLong, prepared.tokens(range));
        if (reply.vectors().size() != range.size()) {
            throw failures.wrongCount(range.size(), reply.vectors().size());
        }
        for (int i = 0; i < range.size(); i++) {
            outcome.vectors.put(range.from() + i, reply.vectors().get(i));
        }
        outcome.tokens.addAndGet(reply.tokens().orElse(prepared.tokens(range)));
    }

    private void halve(PreparedTexts prepared, Range range, Outcome outcome) throws InterruptedException {
        int poisonBefore = outcome.poison.size();
        int cutBefore = outcome.truncated.size();
        deliver(prepared, range.firstHalf(), outcome);
        deliver(prepared, range.secondHalf(), outcome);
        boolean wasTheNumber = outcome.poison.size() == poisonBefore && outcome.truncated.size() == cutBefore;
        if (wasTheNumber) {
            mostTexts.accumulateAndGet(Math.max(1, range.secondHalf().size()), Math::min);
        }
    }

    private void single(PreparedTexts prepared, Range range, TextsRefusedException refusal, Outcome outcome)
            throws InterruptedException {
        boolean mayCut = refusal.kind() == Kind.TOO_LONG && protocol.canCut() && overlong == Overlong.TRUNCATE;
        TextsRefusedException reason = refusal;
        if (mayCut) {
            try {
                keep(prepared, range, TooLong.CUT, outcome);
                outcome.truncated.add(range.from());
                return;
            } catch (TextsRefusedException e) {
                reason = e;
            }
        }
        if (reason.kind() == Kind.TOO_LONG) {
            outcome.poison(
                    range.from(), TextProblems.tooLong(profile, reason.error().words()));
            return;
        }
        if (reason.kind() == Kind.UNCLEAR) {
            requireThatOthersGoThrough();
        }
        outcome.poison(
                range.from(), TextProblems.refused(profile, reason.error().words()));
    }

    /** If a harmless text is refused as well, the texts are not to blame. */
    private void requireThatOthersGoThrough() throws InterruptedException {
        try {
            delivery.deliver(List.of(HARMLESS), TooLong.CUT, 1);
        } catch (TextsRefusedException e) {
            throw failures.of(e.error(), Kind.REFUSED, Duration.ZERO);
        }
    }
}
