package dev.whimbrel.benchmarks;

import dev.whimbrel.benchmarks.contender.Fetching;
import dev.whimbrel.benchmarks.embedding.Amounts;
import dev.whimbrel.benchmarks.lexer.LexerSpeed;
import dev.whimbrel.benchmarks.report.Worth;
import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Sizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked for.
 *
 * @param only these are measured
 * @param report the file to write, below the checkout
 */
record Options(Sizes sizes, Fetching fetching, LexerSpeed.Form lexer, Set<Discipline> only, Path report, Worth worth) {

    static final String USAGE = """
            benchmarks/run [--short] [--rounds N] [--only NAME[,NAME…]] [--report FILE]
              --short   small sizes, one round, nothing is fetched but by the build; for CI
              --rounds  how often each contender runs (default: 5); distant and copy take half of them, inserts a fifth
              --only    of %s
              --report  the page to write (default: docs/benchmarks.md; with --short or --only: benchmarks/target/benchmarks.md);
                        with --only, a page that is there keeps its other parts, and each new one says how it was measured
            On a quiet machine of two cores all of it takes about half an hour, with some GB below benchmarks/target:
            apply 4 min, distant 7, status 2, nothing 2, inserts 5, copy 2, huge 3, lexer 3, embeddings 5; peers decide most of it.
            Each part tells how long it took.
            """.formatted(Arrays.stream(Discipline.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));

    private static final Path PUBLISHED = Path.of("docs/benchmarks.md");
    private static final Path SCRATCH = Path.of("benchmarks/target/benchmarks.md");

    /** {@return what is published} */
    static Options full() {
        return new Options(
                Sizes.FULL,
                Fetching.ALLOWED,
                LexerSpeed.Form.FULL,
                EnumSet.allOf(Discipline.class),
                PUBLISHED,
                Worth.FIGURES);
    }

    /** {@return what shows that it all still runs} */
    static Options brief() {
        return new Options(
                Sizes.SHORT,
                Fetching.CACHED_ONLY,
                LexerSpeed.Form.SHORT,
                EnumSet.allOf(Discipline.class),
                SCRATCH,
                Worth.PROOF_OF_LIFE);
    }

    /** {@return whether some parts of the page that is there are written anew, and no others} */
    boolean isPartial(Path page) {
        return only.size() < Discipline.values().length && !report.equals(SCRATCH) && Files.exists(page);
    }

    /** {@return how much is embedded} */
    Amounts embeddings() {
        return worth == Worth.FIGURES ? Amounts.FULL : Amounts.SHORT;
    }

    /** @throws IllegalArgumentException if the words are not understood; the message says which */
    static Options parse(List<String> words) {
        Options options = words.contains("--short") ? brief() : full();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private Options with(String word, Iterator<String> rest) {
        return switch (word) {
            case "--short" -> this;
            case "--rounds" ->
                new Options(
                        sizes.withRounds(Integer.parseInt(value(word, rest))), fetching, lexer, only, report, worth);
            case "--only" ->
                new Options(
                        sizes,
                        fetching,
                        lexer,
                        Arrays.stream(value(word, rest).split(",", -1))
                                .map(Discipline::parse)
                                .collect(Collectors.toSet()),
                        report.equals(PUBLISHED) ? SCRATCH : report,
                        worth);
            case "--report" -> new Options(sizes, fetching, lexer, only, Path.of(value(word, rest)), worth);
            default -> throw new IllegalArgumentException("unknown option " + word);
        };
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.next();
    }
}
