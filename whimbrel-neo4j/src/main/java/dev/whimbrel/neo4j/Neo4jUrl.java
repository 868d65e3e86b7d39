package dev.whimbrel.neo4j;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Neo4j database is: {@code neo4j+s://host:7687/name}, or with {@code ?database=name}.
 *
 * @param scheme {@code bolt} for one server, {@code neo4j} for a cluster; {@code +s} for TLS with a certificate that is
 *     checked, {@code +ssc} for one that is not
 * @param host host and port
 * @param database the database's name; the user's home database if empty
 */
record Neo4jUrl(String scheme, String host, Optional<String> database) {

    private static final Pattern URL =
            Pattern.compile("((?:bolt|neo4j)(?:\\+s|\\+ssc)?)://([^/?#]*)/?([^/?#]*)(?:\\?([^#]*))?");
    private static final Pattern PARAMETERS = Pattern.compile("&");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:,\\s\\[\\]]+|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*");
    private static final String DATABASE = "database";

    static boolean accepts(String url) {
        return URL.matcher(url).matches();
    }

    /**
     * {@return the place the URL names}
     *
     * @throws SettingsException if it has no host, or a parameter that is not known
     */
    static Neo4jUrl parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no Neo4j URL: " + url);
        }
        String host = matcher.group(2).isEmpty() ? "localhost" : matcher.group(2);
        if (!HOST_AND_PORT.matcher(host).matches()) {
            throw invalid(url, "`" + host + "` is no host with a port", "write it as bolt://host:7687");
        }
        Optional<String> inPath = name(url, matcher.group(3));
        Optional<String> inParameters =
                parameter(url, Optional.ofNullable(matcher.group(4)).orElse(""));
        if (inPath.isPresent() && inParameters.isPresent() && !inPath.equals(inParameters)) {
            throw invalid(
                    url,
                    "it names the databases " + inPath.get() + " and " + inParameters.get(),
                    "name the database once, as bolt://host:7687/name");
        }
        return new Neo4jUrl(matcher.group(1), host, inPath.or(() -> inParameters));
    }

    private static Optional<String> parameter(String url, String query) {
        List<String> parameters = PARAMETERS
                .splitAsStream(query)
                .filter(parameter -> !parameter.isEmpty())
                .toList();
        Optional<String> database = Optional.empty();
        for (String parameter : parameters) {
            if (!parameter.startsWith(DATABASE + "=")) {
                throw invalid(
                        url,
                        "the parameter " + parameter.replaceFirst("=.*", "") + " is unknown; known is " + DATABASE,
                        "remove it; TLS is asked for by bolt+s or neo4j+s");
            }
            database = name(url, parameter.substring(DATABASE.length() + 1));
        }
        return database;
    }

    private static Optional<String> name(String url, String written) {
        String name = URLDecoder.decode(written, StandardCharsets.UTF_8);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw invalid(
                    url,
                    "`" + name + "` is no name of a Neo4j database",
                    "a name begins with a letter and consists of letters, digits, '.' and '-'");
        }
        return Optional.of(name).filter(given -> !given.isEmpty());
    }

    private static SettingsException invalid(String url, String why, String remedy) {
        return new SettingsException(
                new Problem(ErrorCode.SETTINGS_INVALID_VALUE, "the URL " + url + " cannot be used", why, remedy));
    }

    /** {@return the address as the driver wants it} */
    URI toUri() {
        return URI.create(scheme + "://" + host);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + database.map(name -> "/" + name).orElse("");
    }
}
