package dev.whimbrel.migration;

/** Refuses definitions that leave out what they need. */
final class Definition {

    private Definition() {}

    static void require(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
    }

    static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be positive: " + value);
        }
    }
}
