package dev.whimbrel.backfill;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects what is measured of vectors, and puts into words what does not suffice. Not thread-safe. */
public final class GateFindings {

    private final String subject;
    private final Map<String, String> details = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param subject which vectors, for people */
    public GateFindings(String subject) {
        this.subject = subject;
    }

    /** {@return a share with three digits} */
    public static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    public void note(String name, String value) {
        details.put(name, value);
    }

    public void refuse(String what, String why, String remedy) {
        problems.add(new Problem(ErrorCode.GATE_FAILED, subject + ": " + what, why, remedy));
    }

    public GateReport report() {
        return new GateReport(details, Problems.of(problems));
    }

    /** @param where the reasons are */
    public void deadLetters(long dead, Gate gate, String where) {
        note("dead letters", String.valueOf(dead));
        if (dead > gate.deadLetters()) {
            refuse(
                    dead + (dead == 1 ? " text" : " texts") + " cannot be embedded",
                    "the definition allows " + gate.deadLetters() + "; the reasons are in " + where,
                    "correct the texts, or write `gate: { dead-letters: " + dead + " }`");
        }
    }

    /**
     * Vectors without a length are in no index by cosine, and those of a normalising model have the length one.
     *
     * @param odd those that should have the length one and have not
     * @param where the vectors are
     */
    public void lengths(long zero, long odd, String where) {
        note("zero vectors", String.valueOf(zero));
        if (zero > 0) {
            refuse(zero + " vectors are zero", "no search by cosine finds them", "embed their rows anew");
        }
        if (odd > 0) {
            refuse(
                    odd + " vectors have not the length 1",
                    "the model's vectors have; something else wrote these",
                    "find out what writes into " + where + ", and embed the rows anew");
        }
    }

    /**
     * @param measured nothing if there are no vectors
     * @param remedy what makes the index find more
     */
    public void recall(Optional<Recall> measured, Gate gate, String remedy) {
        if (measured.isEmpty()) {
            note("recall", "not measured: no vectors");
            return;
        }
        Recall recall = measured.get();
        note(
                "recall",
                "mean " + share(recall.mean()) + ", p5 " + share(recall.fifthPercentile()) + ", minimum "
                        + share(recall.minimum()) + " of " + recall.queries() + " queries");
        note("index is used", recall.isIndexUsed() ? "yes" : "no");
        if (!recall.isIndexUsed()) {
            refuse(
                    "searches do not use the index",
                    "EXPLAIN shows another plan",
                    "`whimbrel backfill` builds it anew if it is gone or invalid; otherwise see what EXPLAIN prefers");
        }
        if (recall.mean() < gate.recall() || recall.minimum() < gate.worstRecall()) {
            refuse(
                    "the index finds too few of the nearest: mean " + share(recall.mean()) + ", minimum "
                            + share(recall.minimum()),
                    "the definition demands " + share(gate.recall()) + " and " + share(gate.worstRecall()),
                    remedy);
        }
    }
}
