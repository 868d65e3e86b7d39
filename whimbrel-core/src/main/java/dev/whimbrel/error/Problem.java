package dev.whimbrel.error;

/**
 * Something that is wrong, told in the three lines a person needs at night.
 *
 * @param code the stable code
 * @param what what happened, with file, line and column where there are any
 * @param why the cause in plain words
 * @param remedy what to do now
 */
public record Problem(ErrorCode code, String what, String why, String remedy) {

    @Override
    public String toString() {
        return code.code() + ": " + what;
    }
}
