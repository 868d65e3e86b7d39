package dev.whimbrel.sqlite;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.nio.file.Path;

/**
 * Where an SQLite database lies: {@code sqlite:chat.db}, {@code sqlite:/var/lib/chat.db}, {@code sqlite:///var/lib/chat.db}
 * or any of these with {@code jdbc:} in front.
 *
 * @param file the database file
 */
record SqliteUrl(Path file) {

    private static final String PREFIX = "sqlite:";

    static boolean accepts(String url) {
        return withoutJdbc(url).startsWith(PREFIX);
    }

    private static String withoutJdbc(String url) {
        return url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    }

    /**
     * {@return the place the URL names}
     *
     * @throws SettingsException if it names no file, or one that could be meant in two ways
     */
    static SqliteUrl parse(String url) {
        String path = withoutJdbc(url).substring(PREFIX.length());
        if (path.isEmpty() || path.startsWith(":") || path.contains("mode=memory")) {
            throw refused(url, "it names no file, and a database in memory would be gone with the process");
        }
        if (path.indexOf('?') >= 0) {
            throw refused(url, "parameters are not supported for SQLite");
        }
        if (path.startsWith("//")) {
            path = "/" + path.replaceFirst("^/+", "");
            if (path.lastIndexOf('/') == 0) {
                throw refused(
                        url, "three slashes mean the root folder to some tools and the working directory to others");
            }
        }
        return new SqliteUrl(Path.of(path));
    }

    private static SettingsException refused(String url, String why) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                "the URL " + url + " does not say which file is meant",
                why,
                "write sqlite:chat.db for a file in the working directory, sqlite:/path/to/chat.db for any other"));
    }
}
