package dev.whimbrel.embedding.check;

import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;

/** What can be wrong with a text. None of these problems quotes it: texts are people's data. */
public final class TextProblems {

    private TextProblems() {}

    public static Problem blank() {
        return new Problem(
                ErrorCode.TEXT_NOT_EMBEDDABLE,
                "a text is empty",
                "it holds nothing but white space, of which no model can tell the meaning",
                "leave such rows out, with `where:`, or give them a text");
    }

    public static Problem tooLong(Profile profile, int tokens) {
        return tooLong(
                profile, "it has " + tokens + " tokens, and the model takes " + profile.maxTokens() + " (max-tokens)");
    }

    public static Problem tooLong(Profile profile, String why) {
        return new Problem(
                ErrorCode.TEXT_TOO_LONG,
                "a text is too long for " + profile.model(),
                why,
                "divide long texts into pieces before they are embedded,"
                        + " or say `overlong: truncate` to embed their beginning");
    }

    public static Problem refused(Profile profile, String why) {
        return new Problem(
                ErrorCode.TEXT_NOT_EMBEDDABLE,
                "the provider of " + profile.model() + " refuses a text",
                why,
                "correct the text, or leave its row out");
    }
}
