package dev.whimbrel.cli.settings;

/**
 * One effective setting.
 *
 * @param key its path in {@code whimbrel.yaml}, as {@code databases.main.url}
 * @param value as written, variables not yet replaced
 * @param origin where it came from, for people
 */
public record Setting(String key, String value, String origin) {

    /** {@return the last part of the key} */
    String name() {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
