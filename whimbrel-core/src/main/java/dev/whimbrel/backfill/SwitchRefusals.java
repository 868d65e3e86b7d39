package dev.whimbrel.backfill;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;

/** Puts into words what forbids pointing readers at other vectors, or removing those that nobody reads. */
public final class SwitchRefusals {

    private SwitchRefusals() {}

    /** {@return what forbids pointing readers at what a work has made} */
    public static Problems againstSwitching(String version, boolean isEmbedding, WorkState state) {
        if (isEmbedding && state == WorkState.READY) {
            return Problems.NONE;
        }
        return refusal(
                "readers cannot be pointed at the vectors of " + version,
                isEmbedding
                        ? state == WorkState.STARTED ? "it is not complete" : "they were removed by contract"
                        : "it makes none",
                state == WorkState.STARTED ? "complete it: `whimbrel backfill`" : "see `whimbrel status`");
    }

    public static Problems noWayBack(String name) {
        return refusal(
                "there is no way back for " + name,
                "no other vectors of that name were in use before, or they were removed by contract",
                "see what there is: `whimbrel status`");
    }

    /** {@return what forbids removing what a work has made} */
    public static Problems againstContracting(String version, boolean isEmbedding, WorkState state, boolean isActive) {
        if (isEmbedding && state == WorkState.READY && !isActive) {
            return Problems.NONE;
        }
        return refusal(
                "what " + version + " has made cannot be removed",
                isActive
                        ? "readers are pointed at its vectors"
                        : state == WorkState.CONTRACTED ? "it was removed already" : "it is not complete",
                isActive ? "point them at others first: `whimbrel switch VERSION`" : "see `whimbrel status`");
    }

    private static Problems refusal(String what, String why, String remedy) {
        return Problems.of(new Problem(ErrorCode.SWITCH_IMPOSSIBLE, what, why, remedy));
    }
}
