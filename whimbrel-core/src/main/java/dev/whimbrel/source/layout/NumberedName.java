package dev.whimbrel.source.layout;

import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that begins with its version: {@code 001_initial}, {@code 20260114093000_add_index}.
 *
 * @param version the number in front
 * @param description the words behind
 */
record NumberedName(Version version, String description) {

    private static final Pattern NAME = Pattern.compile("(\\d+(?:\\.\\d+)*)(?:[_-]+(.*))?");
    /** A day of the calendar: there may be two of a day, and as a number it would be the year alone. */
    private static final Pattern DATED =
            Pattern.compile("((?:19|20)\\d\\d([-_])(?:0[1-9]|1[0-2])\\2(?:0[1-9]|[12]\\d|3[01]))(?!\\d)(.*)");

    private static final Pattern LEADING = Pattern.compile("(\\d+)[._-]*(.*)");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final int TIMESTAMP_DIGITS = 14;
    private static final String FIRST = "001";

    static Optional<NumberedName> parse(String stem) {
        Matcher matcher = NAME.matcher(stem);
        return matcher.matches() && !DATED.matcher(stem).matches()
                ? Optional.of(new NumberedName(
                        Version.of(matcher.group(1)),
                        words(Optional.ofNullable(matcher.group(2)).orElse(""))))
                : Optional.empty();
    }

    /** {@return the name that begins with a whole number, whatever follows, as dbmate has it} */
    static Optional<NumberedName> leading(String stem) {
        Matcher matcher = LEADING.matcher(stem);
        return matcher.matches()
                ? Optional.of(new NumberedName(Version.of(matcher.group(1)), words(matcher.group(2))))
                : Optional.empty();
    }

    /** {@return the name that begins with a date, for tools that do not mind two of a day} */
    static Optional<NumberedName> dated(String stem) {
        Matcher matcher = DATED.matcher(stem);
        return matcher.matches()
                ? Optional.of(new NumberedName(Version.of(matcher.group(1).replace('-', '_')), words(matcher.group(3))))
                : Optional.empty();
    }

    MigrationId id() {
        return MigrationId.of(version);
    }

    /** {@return a part of a name as words} */
    static String words(String name) {
        return name.replace('_', ' ').strip();
    }

    /** {@return the version after the last one in the same style: a number of the same width, or the time of day} */
    static Version next(Optional<Version> last) {
        String text = last.map(Version::toString).orElse("");
        if (text.isEmpty()) {
            return Version.of(FIRST);
        }
        return text.length() >= TIMESTAMP_DIGITS ? timestamp(last) : increment(text);
    }

    /** {@return the time of day in UTC, or the version after the last one if that is not earlier} */
    static Version timestamp(Optional<Version> last) {
        Version now = Version.of(LocalDateTime.now(ZoneOffset.UTC).format(TIMESTAMP));
        return last.filter(version -> version.compareTo(now) >= 0)
                .map(version -> increment(version.toString()))
                .orElse(now);
    }

    /** {@return the version with one added to its last number, which keeps its width} */
    static Version increment(String text) {
        int from = text.lastIndexOf('.') + 1;
        String digits = text.substring(from);
        String next =
                new java.math.BigInteger(digits).add(java.math.BigInteger.ONE).toString();
        return Version.of(text.substring(0, from) + "0".repeat(Math.max(0, digits.length() - next.length())) + next);
    }
}
