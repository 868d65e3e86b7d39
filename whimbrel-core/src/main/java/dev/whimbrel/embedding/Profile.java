package dev.whimbrel.embedding;

import dev.whimbrel.migration.Checksum;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that makes two vectors comparable. Two models that differ in any of it have different vectors, also where
 * these are of equal length.
 *
 * @param provider who computes it: {@code local}, {@code openai}, {@code ollama}
 * @param model the provider's name of the model
 * @param revision which of the things of that name: for local models made of the files' SHA-256; empty if the provider does
 *     not tell
 * @param dimension the numbers of a vector
 * @param prefixes what is put before texts
 * @param pooling how the tokens' vectors become one
 * @param normalisation what is done to a vector's length
 * @param maxTokens how much of a text counts, prefix included
 * @param metric how vectors are meant to be compared
 */
public record Profile(
        String provider,
        String model,
        String revision,
        int dimension,
        Prefixes prefixes,
        Pooling pooling,
        Normalisation normalisation,
        int maxTokens,
        Metric metric) {

    private static final String FIRST_LINE = "whimbrel embedding profile 1";

    public Profile {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("a profile needs a provider and a model");
        }
        if (dimension < 1 || maxTokens < 1) {
            throw new IllegalArgumentException(
                    "dimension and maximum of tokens must be positive: " + dimension + ", " + maxTokens);
        }
    }

    /**
     * {@return the profile as text: lines {@code key=value} in a fixed order, the same for equal profiles only}
     *
     * <p>A backslash is written as two, a line feed as {@code \n}, a carriage return as {@code \r}.
     */
    public String canonical() {
        return FIRST_LINE + "\n"
                + line("provider", provider)
                + line("model", model)
                + line("revision", revision)
                + line("dimension", String.valueOf(dimension))
                + line("query-prefix", prefixes.query())
                + line("passage-prefix", prefixes.passage())
                + line("pooling", word(pooling))
                + line("normalisation", word(normalisation))
                + line("max-tokens", String.valueOf(maxTokens))
                + line("metric", word(metric));
    }

    /** {@return SHA-256 of the canonical text} */
    public Checksum hash() {
        return Checksum.of(canonical());
    }

    /**
     * {@return the profile that has this canonical text}
     *
     * @throws IllegalArgumentException if none has
     */
    public static Profile parse(String canonical) {
        Map<String, String> values = new LinkedHashMap<>();
        canonical.lines().skip(1).forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, Math.max(0, equals)), unescaped(line.substring(equals + 1)));
        });
        try {
            Profile profile = new Profile(
                    value(values, "provider"),
                    value(values, "model"),
                    value(values, "revision"),
                    Integer.parseInt(value(values, "dimension")),
                    new Prefixes(value(values, "query-prefix"), value(values, "passage-prefix")),
                    Pooling.valueOf(constant(value(values, "pooling"))),
                    Normalisation.valueOf(constant(value(values, "normalisation"))),
                    Integer.parseInt(value(values, "max-tokens")),
                    Metric.valueOf(constant(value(values, "metric"))));
            if (profile.canonical().equals(canonical)) {
                return profile;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no embedding profile of version 1: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("no embedding profile of version 1 in its canonical form");
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static String line(String key, String value) {
        return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\n";
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                char escaped = value.charAt(i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
