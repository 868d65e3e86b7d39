package dev.whimbrel.migration;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A place on the timeline: numbers divided by dots or underscores, or, in a plain folder, a name.
 *
 * <p>Versions compare number by number, absent parts counting as zero, so {@code 1.10} comes after {@code 1.9} and
 * {@code 001} is the same version as {@code 1}; the text keeps its zeros. Names come after numbers, in the order of
 * their characters. Numbers may have any length. Equality agrees with the order.
 */
public final class Version implements Comparable<Version> {

    private static final Pattern NUMBERS = Pattern.compile("\\d+([._]\\d+)*");
    private static final Pattern DIVIDER = Pattern.compile("[._]");

    private final String text;
    /** The numbers without leading zeros and trailing zero parts; empty for a name and for zero. */
    private final List<String> numbers;

    private final boolean named;

    private Version(String text, List<String> numbers, boolean named) {
        this.text = text;
        this.numbers = numbers;
        this.named = named;
    }

    /**
     * {@return the version that the text spells: numbers where it consists of them, otherwise a name}
     *
     * @throws IllegalArgumentException if the text is blank
     */
    public static Version of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("a version must not be blank");
        }
        if (!NUMBERS.matcher(trimmed).matches()) {
            return new Version(trimmed, List.of(), true);
        }
        List<String> parts =
                DIVIDER.splitAsStream(trimmed).map(Version::withoutLeadingZeros).toList();
        int last = parts.size();
        while (last > 0 && parts.get(last - 1).isEmpty()) {
            last--;
        }
        return new Version(trimmed.replace('_', '.'), List.copyOf(parts.subList(0, last)), false);
    }

    private static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /** {@return whether this version is a name, as in a folder without numbers} */
    public boolean isNamed() {
        return named;
    }

    @Override
    public int compareTo(Version other) {
        if (named || other.named) {
            return named && other.named ? text.compareTo(other.text) : Boolean.compare(named, other.named);
        }
        int shared = Math.min(numbers.size(), other.numbers.size());
        for (int i = 0; i < shared; i++) {
            int order = compareDigits(numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }

    private static int compareDigits(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) : Integer.compare(one.length(), other.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return named ? text.hashCode() : numbers.hashCode();
    }

    /** {@return the text as written, underscores shown as dots} */
    @Override
    public String toString() {
        return text;
    }
}
