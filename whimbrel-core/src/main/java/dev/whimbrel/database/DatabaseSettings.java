package dev.whimbrel.database;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * How to reach one database. The URL holds no secret: user and password that come in it are taken out.
 *
 * @param name as configured
 * @param url without user, password and password parameters
 * @param user who to connect as; up to the driver if empty
 * @param password the user's
 * @param client what to connect with instead; the URL then only tells which database it is
 */
public record DatabaseSettings(
        String name, String url, Optional<String> user, Optional<Secret> password, Optional<Client> client) {

    private static final Pattern USER_INFO =
            Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.:-]*//)([^?]*)@([^?@]*(?:\\?.*)?)$", Pattern.DOTALL);
    private static final Pattern MISPLACED_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");
    /** A question mark in a password looks like the beginning of the parameters, before any path. */
    private static final Pattern CUT_OFF_USER_INFO = Pattern.compile("^[^/?]+//[^/?@]*\\?.*@.*$");

    private static final Pattern SECRET_PARAMETER = Pattern.compile("[?&](password|sslpassword)=");
    private static final Pattern PARAMETERS = Pattern.compile("&");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    public DatabaseSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a database's name consists of letters, digits, '_' and '-': " + name);
        }
        if (holdsSecret(url)) {
            throw new IllegalArgumentException("the URL of database " + name + " holds a password");
        }
    }

    /** Settings for a database that is connected to by its URL. */
    public DatabaseSettings(String name, String url, Optional<String> user, Optional<Secret> password) {
        this(name, url, user, password, Optional.empty());
    }

    /**
     * {@return the settings for the database that an application's connections lead to} One is opened to ask which.
     *
     * @param source stays the application's; what is done with its connections is said in docs/library.md
     * @throws DatabaseException if it gives no connection
     */
    public static DatabaseSettings of(String name, DataSource source) {
        try (Connection connection = source.getConnection()) {
            String url = String.valueOf(connection.getMetaData().getURL());
            int parameters = url.indexOf('?');
            return of(name, parameters < 0 ? url : url.substring(0, parameters)).withClient(source);
        } catch (SQLException e) {
            throw new DatabaseException(
                    new Problem(
                            ErrorCode.UNREACHABLE,
                            "the application's DataSource gives no connection to database " + name,
                            String.valueOf(e.getMessage()).replace('\n', ' '),
                            "check that the server runs, and the URL, user and password that the application gives it"),
                    e);
        }
    }

    /** {@return the settings for a URL as people write it, with or without user and password in it} */
    public static DatabaseSettings of(String name, String url) {
        if (CUT_OFF_USER_INFO.matcher(url).matches()) {
            throw new IllegalArgumentException("a '?' in user or password must be percent-encoded, or it ends the URL");
        }
        Matcher matcher = USER_INFO.matcher(url);
        Optional<String> user = Optional.empty();
        Optional<Secret> password = Optional.empty();
        String rest = url;
        if (matcher.matches()) {
            String info = matcher.group(2);
            int colon = info.indexOf(':');
            user = Optional.of(decoded(colon < 0 ? info : info.substring(0, colon)));
            password = colon < 0 ? Optional.empty() : Optional.of(Secret.of(decoded(info.substring(colon + 1))));
            rest = matcher.group(1) + matcher.group(3);
        }
        return withoutParameters(name, rest, user, password);
    }

    private static DatabaseSettings withoutParameters(
            String name, String url, Optional<String> user, Optional<Secret> password) {
        int question = url.indexOf('?');
        if (question < 0) {
            return new DatabaseSettings(name, url, user, password);
        }
        Optional<String> foundUser = user;
        Optional<Secret> foundPassword = password;
        List<String> kept = new ArrayList<>();
        for (String parameter :
                PARAMETERS.splitAsStream(url.substring(question + 1)).toList()) {
            if (parameter.startsWith("password=")) {
                foundPassword = Optional.of(Secret.of(decoded(parameter.substring("password=".length()))));
            } else if (parameter.startsWith("user=")) {
                foundUser = Optional.of(decoded(parameter.substring("user=".length())));
            } else {
                kept.add(parameter);
            }
        }
        String query = kept.isEmpty() ? "" : "?" + String.join("&", kept);
        return new DatabaseSettings(name, url.substring(0, question) + query, foundUser, foundPassword);
    }

    /** {@return whether a URL gives a password away} */
    public static boolean holdsSecret(String url) {
        Matcher matcher = USER_INFO.matcher(url);
        boolean inUserInfo = matcher.matches() && matcher.group(2).indexOf(':') >= 0;
        return inUserInfo || SECRET_PARAMETER.matcher(url).find();
    }

    private static String decoded(String text) {
        if (MISPLACED_PERCENT.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "user or password in the URL of a database holds a '%' that encodes nothing: write it as %25");
        }
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public DatabaseSettings withUser(String other) {
        return new DatabaseSettings(name, url, Optional.of(other), password, client);
    }

    public DatabaseSettings withPassword(Secret other) {
        return new DatabaseSettings(name, url, user, Optional.of(other), client);
    }

    /** {@return settings for the same database, connected to with what the application has; it stays the application's} */
    public DatabaseSettings withClient(Object other) {
        return new DatabaseSettings(name, url, user, password, Optional.of(Client.of(other)));
    }
}
