package dev.whimbrel.source.layout;

import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.source.file.SourceFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Flyway is told of a single script, in a file of its name followed by {@code .conf}.
 *
 * @param file its path
 * @param values by key
 */
record FlywaySettings(String file, Map<String, String> values) {

    static final String EXTENSION = ".conf";

    /** Keys that change how Flyway goes about it, and nothing of what the script does. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("batch", "stream", "outputQueryResults");

    private static final String TRANSACTION = "executeInTransaction";
    private static final String PLACEHOLDERS = "placeholderReplacement";
    private static final String ENCODING = "encoding";

    static FlywaySettings read(SourceFile file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file.text()));
        } catch (IOException | IllegalArgumentException e) {
            throw Contradiction.of(
                    file.path() + " cannot be read",
                    String.valueOf(e.getMessage()),
                    "write it as key=value, line by line");
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(
                        key.replaceFirst("^flyway\\.", ""),
                        properties.getProperty(key).strip()));
        return new FlywaySettings(file.path(), values);
    }

    /**
     * {@return the script as these settings want it}
     *
     * @throws dev.whimbrel.error.TimelineException if one of them cannot be followed
     */
    ScriptPart applyTo(ScriptPart part) {
        values.forEach(this::checkKey);
        ScriptPart wished = isFalse(TRANSACTION) ? part.with(TransactionWish.NO_TRANSACTION) : part;
        return isFalse(PLACEHOLDERS) ? wished.with(wished.extract().verbatim()) : wished;
    }

    private boolean isFalse(String key) {
        return "false".equalsIgnoreCase(values.getOrDefault(key, ""));
    }

    private void checkKey(String key, String value) {
        boolean isUnderstood =
                switch (key) {
                    case TRANSACTION, PLACEHOLDERS -> Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT));
                    case ENCODING -> value.equalsIgnoreCase("UTF-8");
                    default -> WITHOUT_EFFECT.contains(key);
                };
        if (!isUnderstood) {
            throw Contradiction.unsupported(
                    file + ": `" + key + "=" + value + "` is not supported",
                    "followed are executeInTransaction and placeholderReplacement (true or false), and encoding=UTF-8",
                    "remove the line if the script does not need it");
        }
    }
}
