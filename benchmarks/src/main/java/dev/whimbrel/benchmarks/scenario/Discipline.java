package dev.whimbrel.benchmarks.scenario;

import java.util.Locale;

/** What is measured; the constants' names are the words of {@code --only}. */
public enum Discipline {
    APPLY,
    DISTANT,
    STATUS,
    NOTHING,
    INSERTS,
    COPY,
    HUGE,
    LEXER,
    EMBEDDINGS;

    /** {@return the one of that name, in any case} */
    public static Discipline parse(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }
}
