package dev.whimbrel.benchmarks.contender;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds figures in what programs print. */
final class Output {

    private Output() {}

    /** {@return the number that the pattern's first group finds, or 0} */
    static long number(String pattern, String output) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** {@return the first line that begins with the pattern, or what there is} */
    static String line(String pattern, String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> Pattern.compile(pattern).matcher(line).lookingAt())
                .findFirst()
                .orElse(output.strip());
    }
}
