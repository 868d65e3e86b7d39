package dev.whimbrel.embedding.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an answer's headers say of the rate that is allowed: {@code Retry-After} and the family {@code x-ratelimit-…}. */
final class RateHeaders {

    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)?");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final double MILLIS = 1000;

    private final HttpHeaders headers;

    RateHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    /** {@return how long the provider wants to be left alone, if it says so} */
    Optional<Duration> retryAfter(Instant now) {
        return headers.firstValue("retry-after-ms")
                .flatMap(text -> duration(text + "ms"))
                .or(() -> headers.firstValue("retry-after").flatMap(text -> duration(text)
                        .or(() -> date(text).map(until -> Duration.between(now, until)))))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /** {@return what is left of this kind, {@code requests} or {@code tokens}, if the provider says so} */
    Optional<Long> remaining(String kind) {
        return headers.firstValue("x-ratelimit-remaining-" + kind).flatMap(RateHeaders::number);
    }

    /** {@return how long until all is allowed again} */
    Optional<Duration> reset(String kind) {
        return headers.firstValue("x-ratelimit-reset-" + kind).flatMap(RateHeaders::duration);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@return {@code 1s}, {@code 6m0s}, {@code 120ms}; a number alone is seconds} */
    static Optional<Duration> duration(String text) {
        String rest = text.strip();
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(rest);
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(Duration.ofMillis(Math.round(Double.parseDouble(part.group(1)) * millis(part.group(2)))));
            end = part.end();
        }
        if (end == 0 || end != rest.length()) {
            return Optional.empty();
        }
        return Optional.of(sum.compareTo(LONGEST) > 0 ? LONGEST : sum);
    }

    private static double millis(@Nullable String unit) {
        if (unit == null) {
            return MILLIS;
        }
        return switch (unit) {
            case "ms" -> 1;
            case "m" -> Duration.ofMinutes(1).toMillis();
            case "h" -> Duration.ofHours(1).toMillis();
            case "d" -> Duration.ofDays(1).toMillis();
            default -> MILLIS;
        };
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
