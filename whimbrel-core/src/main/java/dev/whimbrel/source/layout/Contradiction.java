package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;

/** Makes the problems of folders that say two things at once, and of those that say something not understood. */
final class Contradiction {

    private Contradiction() {}

    static Problem problem(String what, String why, String remedy) {
        return new Problem(ErrorCode.FOLDER_CONTRADICTORY, what, why, remedy);
    }

    static TimelineException of(String what, String why, String remedy) {
        return new TimelineException(problem(what, why, remedy));
    }

    static TimelineException unsupported(String what, String why, String remedy) {
        return new TimelineException(new Problem(ErrorCode.UNSUPPORTED_MIGRATION, what, why, remedy));
    }

    /** {@return the refusal to write a new migration of a layout} */
    static TimelineException elsewhere(String layout, String why, String remedy) {
        return new TimelineException(new Problem(
                ErrorCode.CREATE_ELSEWHERE,
                "a new migration of the " + layout + " layout cannot be written here",
                why,
                remedy));
    }
}
