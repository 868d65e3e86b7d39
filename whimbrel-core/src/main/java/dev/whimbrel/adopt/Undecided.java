package dev.whimbrel.adopt;

import dev.whimbrel.adopt.Adoption.Finding;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;

/** Puts into words what a person must decide before a history is taken over. */
final class Undecided {

    private Undecided() {}

    static Problem problem(Adoption adoption, Finding finding) {
        String label = quoted(finding.label());
        return switch (finding.match()) {
            case CHANGED ->
                new Problem(
                        ErrorCode.ADOPT_CHANGED,
                        finding.script().orElse(finding.label()) + " is not the file that " + adoption.tool()
                                + " applied to " + adoption.database(),
                        "its checksum in " + adoption.table() + " is another one: the file was edited since",
                        "restore the file; or, if the database is as the file says, `whimbrel adopt --changed " + label
                                + "`");
            case MISSING ->
                new Problem(
                        ErrorCode.ADOPT_MISSING,
                        finding.label() + " is applied to " + adoption.database() + " by " + adoption.tool()
                                + ", and there is no file of it",
                        finding.note().isEmpty()
                                ? "an older checkout perhaps, another folder, or a deleted file"
                                : finding.note(),
                        "bring the file back; or, if its effect is to stay without one, `whimbrel adopt --missing "
                                + label + "`");
            default ->
                new Problem(
                        ErrorCode.ADOPT_IN_DOUBT,
                        adoption.tool() + " does not know whether " + finding.label() + " is applied to "
                                + adoption.database(),
                        finding.note().isEmpty() ? "its history says neither" : finding.note(),
                        "look whether its effect is in the database; then `whimbrel adopt --applied " + label
                                + "` if all of it is, `--pending " + label + "` if nothing is");
        };
    }

    private static String quoted(String label) {
        return label.matches("[\\w.:/-]+") ? label : "'" + label + "'";
    }
}
