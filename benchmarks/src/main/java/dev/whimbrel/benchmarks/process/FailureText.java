package dev.whimbrel.benchmarks.process;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The line of a program's output that says most about why it failed. */
final class FailureText {

    private static final int LONGEST = 160;

    /** Those before tell more than those behind. */
    private static final List<Pattern> TELLING = Stream.of(
                    "ERROR: +[a-z]", "Caused by", "(?i)error|exception|cannot|failed")
            .map(Pattern::compile)
            .toList();

    private static final Pattern PATH = Pattern.compile("(?:/[\\w.@+-]+){2,}/");

    private FailureText() {}

    /** {@return the line that tells most of an error, else the last one; without folders and not too long} */
    static String of(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String line = TELLING.stream()
                .flatMap(telling ->
                        lines.stream().filter(each -> telling.matcher(each).find()))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
        String bare = PATH.matcher(line).replaceAll("");
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST) + "…";
    }
}
