package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.file.Candidate;
import java.util.List;
import java.util.stream.Collectors;

/** The layouts that are known, and how the one a folder has is told from its files. */
public final class Layouts {

    /** What a new project gets. */
    public static final Layout NUMBERED = new NumberedLayout();

    private static final Layout FLYWAY = new FlywayLayout();

    private static final List<Layout> ALL =
            List.of(NUMBERED, FLYWAY, new PairsLayout(), new DbmateLayout(), new GooseLayout(), new PlainLayout());

    private static final int MOST_NAMED = 3;

    private Layouts() {}

    /**
     * {@return the one layout that all files fit, those apart that every layout knows}
     *
     * @throws TimelineException if none or more than one fits
     */
    public static Layout detect(List<Candidate> files) {
        List<Candidate> telling = files.stream()
                .filter(file -> !RepeatableName.isRepeatable(file))
                .toList();
        if (telling.isEmpty()) {
            return FLYWAY;
        }
        List<Layout> fitting = ALL.stream()
                .filter(layout -> telling.stream().allMatch(layout::fits))
                .toList();
        if (fitting.size() != 1) {
            throw ambiguous(telling);
        }
        return fitting.get(0);
    }

    private static TimelineException ambiguous(List<Candidate> files) {
        String found = ALL.stream()
                .filter(layout -> files.stream().anyMatch(layout::fits))
                .map(layout -> layout.name() + " (" + names(layout, files) + ")")
                .collect(Collectors.joining(", "));
        return new TimelineException(new Problem(
                ErrorCode.LAYOUT_AMBIGUOUS,
                "the files of the migrations folder do not follow one layout",
                found.isEmpty() ? "no layout fits " + files.get(0).path() : "found " + found,
                "rename the files so that all follow one layout, or point `migrations:` at the right folder"));
    }

    private static String names(Layout layout, List<Candidate> files) {
        List<String> fitting =
                files.stream().filter(layout::fits).map(Candidate::path).toList();
        String first = fitting.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = fitting.size() - MOST_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
