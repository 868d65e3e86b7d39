package dev.whimbrel.cli.settings;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;

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

    /** {@return that the value cannot be used, and why} */
    SettingsException invalid(IllegalArgumentException e) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                key + " has an invalid value (" + origin + ")",
                String.valueOf(e.getMessage()),
                "correct the value; `whimbrel config` shows every setting and where it comes from"));
    }
}
