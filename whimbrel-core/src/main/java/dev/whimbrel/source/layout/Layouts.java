package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layouts that are known, and how the one that folders have is told. */
public final class Layouts {

    /** What a new project gets. */
    public static final Layout NUMBERED = new NumberedLayout();

    private static final Layout FLYWAY = new FlywayLayout();
    private static final Layout PLAIN = new PlainLayout();
    /** Those whose own tool passes over names that it does not know. */
    private static final List<Layout> OF_TOOLS =
            List.of(FLYWAY, new PairsLayout(), new DbmateLayout(), new GooseLayout(), new SqlMigrateLayout());

    private static final List<Layout> BY_NAMES = Stream.of(List.of(NUMBERED), OF_TOOLS, List.of(PLAIN))
            .flatMap(List::stream)
            .toList();
    /** Names that somebody has probably mistyped: {@code V2_name}, {@code v2__name}, {@code O02_name}. */
    private static final Pattern ALMOST = Pattern.compile("(?i)[VURBO]\\d.*");

    private static final List<MarkedLayout> BY_MARK = List.of(
            new PrismaLayout(),
            new DrizzleLayout(),
            new AtlasLayout(),
            new SupabaseLayout(),
            new HasuraLayout(),
            new SqitchLayout());
    private static final int MOST_NAMED = 3;

    private Layouts() {}

    /**
     * {@return the one layout of these folders}
     *
     * <p>A mark comes before names. What a marked layout would not read is passed over, as its own tool does, unless it
     * looks like a migration of another layout.
     *
     * @throws TimelineException if none or more than one fits
     */
    public static Layout detect(List<Folder> folders) {
        List<MarkedLayout> marked = BY_MARK.stream()
                .filter(layout ->
                        folders.stream().anyMatch(folder -> layout.mark(folder).isPresent()))
                .toList();
        List<Candidate> telling = folders.stream().flatMap(Folder::versioned).toList();
        if (marked.isEmpty()) {
            return byNames(telling);
        }
        if (marked.size() > 1) {
            throw ambiguous(marks(marked, folders), List.of());
        }
        MarkedLayout layout = marked.get(0);
        List<Candidate> strange = telling.stream()
                .filter(file -> file.name().work().isEmpty() && layout.looksAt(file) && !layout.fits(file))
                .filter(file -> BY_NAMES.stream().anyMatch(other -> other != PLAIN && other.fits(file)))
                .toList();
        if (!strange.isEmpty()) {
            throw ambiguous(marks(marked, folders), strange);
        }
        return layout;
    }

    /** {@return the layout that folders without any script are to get} */
    public static Layout ofEmpty(List<Folder> folders) {
        return BY_MARK.stream()
                .filter(layout ->
                        folders.stream().anyMatch(folder -> layout.mark(folder).isPresent()))
                .map(Layout.class::cast)
                .findFirst()
                .orElse(NUMBERED);
    }

    private static Layout byNames(List<Candidate> telling) {
        if (telling.isEmpty()) {
            return FLYWAY;
        }
        List<Layout> fitting = BY_NAMES.stream()
                .filter(layout -> telling.stream().allMatch(layout::fits))
                .toList();
        List<Layout> found = fitting.isEmpty() ? passingOver(telling) : fitting;
        if (found.size() != 1) {
            throw ambiguous(List.of(), telling);
        }
        return found.get(0);
    }

    /** Scripts that no tool would take for migrations may lie beside those of one. */
    private static List<Layout> passingOver(List<Candidate> telling) {
        return OF_TOOLS.stream()
                .filter(layout -> telling.stream().anyMatch(layout::fits))
                .filter(layout -> telling.stream().allMatch(file -> layout.fits(file) || isNoMigration(file)))
                .toList();
    }

    private static boolean isNoMigration(Candidate file) {
        return PLAIN.fits(file)
                && file.name().work().isEmpty()
                && file.name().direction().isEmpty()
                && !ALMOST.matcher(file.name().stem()).matches();
    }

    private static List<String> marks(List<MarkedLayout> marked, List<Folder> folders) {
        return marked.stream()
                .map(layout -> layout.name() + " ("
                        + folders.stream()
                                .map(layout::mark)
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", "))
                        + ")")
                .toList();
    }

    private static TimelineException ambiguous(List<String> marks, List<Candidate> files) {
        Stream<String> named = BY_NAMES.stream()
                .filter(layout -> files.stream().anyMatch(layout::fits))
                .map(layout -> layout.name() + " (" + names(layout, files) + ")");
        String found = Stream.concat(marks.stream(), named).collect(Collectors.joining(", "));
        String fitting = files.stream()
                .filter(file -> BY_NAMES.stream().noneMatch(layout -> layout.fits(file)))
                .findFirst()
                .map(file -> "no layout fits " + file.path())
                .orElse("");
        return new TimelineException(new Problem(
                ErrorCode.LAYOUT_AMBIGUOUS,
                "the files of the migrations folder do not follow one layout",
                found.isEmpty() ? fitting : "found " + found + (fitting.isEmpty() ? "" : "; " + fitting),
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
