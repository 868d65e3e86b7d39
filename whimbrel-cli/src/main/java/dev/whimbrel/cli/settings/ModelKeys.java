package dev.whimbrel.cli.settings;

import java.util.Comparator;
import java.util.List;

/** What may be said of a model: the keys below {@code models.NAME}. */
final class ModelKeys {

    static final String API_KEY = "api-key";
    static final String API_KEY_FILE = "api-key-file";

    static final List<String> ALL = List.of(
            "provider",
            "model",
            "revision",
            "dimension",
            "reducible",
            "max-tokens",
            "prefixes.query",
            "prefixes.passage",
            "pooling",
            "normalisation",
            "overlong",
            "price",
            "folder",
            "file",
            "threads",
            "base-url",
            API_KEY,
            API_KEY_FILE,
            "encoding",
            "batch.texts",
            "batch.tokens",
            "concurrency",
            "timeout",
            "patience");

    private ModelKeys() {}

    /** {@return the part of a whole key that is one of {@link #ALL}} */
    static String part(String key) {
        return ALL.stream()
                .filter(part -> key.endsWith("." + part))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /** {@return the model's name in a whole key that is one of {@link #ALL}; it may hold dots} */
    static String name(String key) {
        return key.substring(
                SettingKeys.MODELS.length(), key.length() - part(key).length() - 1);
    }

    /** {@return the name of the model in a key that is not known, if it was meant to be this one} */
    static String name(String key, String meant) {
        long parts = meant.substring(meant.indexOf('*'))
                .chars()
                .filter(c -> c == '.')
                .count();
        int end = key.length();
        for (int i = 0; i < parts && end > 0; i++) {
            end = key.lastIndexOf('.', end - 1);
        }
        return end <= SettingKeys.MODELS.length() ? "*" : key.substring(SettingKeys.MODELS.length(), end);
    }
}
