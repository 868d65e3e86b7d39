package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.util.Comparator;
import java.util.List;

/** The order of tools that sort files by the characters of their names, where {@code 10_b} comes before {@code 9_a}. */
final class NameOrder {

    private NameOrder() {}

    /**
     * {@return the same scripts, as soon as both orders agree}
     *
     * @throws TimelineException if by version they would run in another order than by name
     */
    static List<ScriptPart> check(String tool, List<ScriptPart> parts) {
        List<ScriptPart> byName = parts.stream()
                .sorted(Comparator.comparing(part -> part.file().path()))
                .toList();
        for (int i = 1; i < byName.size(); i++) {
            ScriptPart before = byName.get(i - 1);
            ScriptPart after = byName.get(i);
            if (before.id().compareTo(after.id()) > 0) {
                throw new TimelineException(new Problem(
                        ErrorCode.FOLDER_CONTRADICTORY,
                        before.file().path() + " comes before " + after.file().path()
                                + " by name and after it by version",
                        tool
                                + " goes by the names, character by character; Whimbrel goes by the versions, number by number",
                        "give the versions the same number of digits"));
            }
        }
        return parts;
    }
}
