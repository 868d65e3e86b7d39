package dev.whimbrel.sqlite;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an SQLite database lies: {@code sqlite:chat.db}, {@code sqlite:/var/lib/chat.db}, {@code sqlite:///var/lib/chat.db}
 * or any of these with {@code jdbc:} in front. {@code ?vec=/path/to/vec0.so} names the library of sqlite-vec.
 *
 * @param file the database file
 * @param extension the library of the extension sqlite-vec, to be loaded into every connection
 */
record SqliteUrl(Path file, Optional<Path> extension) {

    private static final String EXTENSION = "?vec=";

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
        String whole = withoutJdbc(url).substring(PREFIX.length());
        int parameter = whole.indexOf(EXTENSION);
        String path = parameter < 0 ? whole : whole.substring(0, parameter);
        String library = parameter < 0 ? "" : whole.substring(parameter + EXTENSION.length());
        if (path.isEmpty() || path.startsWith(":") || path.contains("mode=memory")) {
            throw refused(url, "it names no file, and a database in memory would be gone with the process");
        }
        if (path.indexOf('?') >= 0) {
            throw refused(url, "of parameters, SQLite has only vec: the library of sqlite-vec");
        }
        if (path.startsWith("//")) {
            path = "/" + path.replaceFirst("^/+", "");
            if (path.lastIndexOf('/') == 0) {
                throw refused(
                        url, "three slashes mean the root folder to some tools and the working directory to others");
            }
        }
        if (parameter >= 0 && !Files.isRegularFile(Path.of(library))) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "the URL " + url + " names a library that is not there",
                    "there is no file " + library,
                    "name the library of sqlite-vec, as in sqlite:chat.db?vec=/path/to/vec0.so, or leave it out"));
        }
        return new SqliteUrl(Path.of(path), parameter < 0 ? Optional.empty() : Optional.of(Path.of(library)));
    }

    private static SettingsException refused(String url, String why) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                "the URL " + url + " does not say which file is meant",
                why,
                "write sqlite:chat.db for a file in the working directory, sqlite:/path/to/chat.db for any other"));
    }
}
