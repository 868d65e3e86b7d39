package dev.whimbrel.embedding.check;

import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.Optional;

/** Looks at vectors before anybody stores them. */
public final class VectorCheck {

    private VectorCheck() {}

    /**
     * {@return what is wrong with the vector of this one text, if anything is}
     *
     * @throws RefusedException if it is of another length than the profile says, which would be so for all texts
     */
    public static Optional<Problem> of(float[] vector, Profile profile) {
        if (vector.length != profile.dimension()) {
            throw new RefusedException(
                    new Problem(
                            ErrorCode.MODEL_WRONG_VECTOR,
                            profile.model() + " gave a vector of " + vector.length + " numbers instead of "
                                    + profile.dimension(),
                            "it is another model than the settings say, or it cannot be asked for fewer numbers",
                            "correct `dimension:` of the model in whimbrel.yaml, or the model behind that name"),
                    null);
        }
        boolean isZero = true;
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                return Optional.of(useless("it holds " + number));
            }
            isZero = isZero && number == 0;
        }
        return isZero ? Optional.of(useless("all its numbers are 0")) : Optional.empty();
    }

    private static Problem useless(String why) {
        return new Problem(
                ErrorCode.MODEL_WRONG_VECTOR,
                "the vector of a text is of no use",
                why + ", so that no distance to it can be told",
                "try the text by itself; leave its row out if it stays so");
    }
}
