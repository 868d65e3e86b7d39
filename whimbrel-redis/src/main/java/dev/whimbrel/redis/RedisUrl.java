package dev.whimbrel.redis;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis database is: {@code redis://host:6379/0}, or {@code rediss://…} for TLS.
 *
 * @param tls how the connection is protected
 * @param database its number on the server
 * @param rootCertificate the file of the authorities whose certificates are trusted, instead of Java's own
 * @param eviction what to make of a server that may evict the history
 */
record RedisUrl(Tls tls, String host, int port, int database, Optional<Path> rootCertificate, Eviction eviction) {

    /** Whether the connection is encrypted, and the server's certificate checked against its name. */
    enum Tls {
        NONE,
        VERIFIED
    }

    /** Whether a memory policy that may evict the history is accepted. */
    enum Eviction {
        REFUSED,
        ACCEPTED
    }

    private static final int DEFAULT_PORT = 6379;

    private static final Pattern URL = Pattern.compile(
            "redis(?<tls>s?)://(?<host>\\[[^]]*]|[^/:?#]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

    static boolean accepts(String url) {
        return url.startsWith("redis://") || url.startsWith("rediss://");
    }

    /**
     * {@return the place the URL names}
     *
     * @throws SettingsException if it names none, or has a parameter that is not known
     */
    static RedisUrl parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw refused(url, "cannot be understood", "it is not of the form redis://host:6379/0");
        }
        String host = matcher.group("host").replace("[", "").replace("]", "");
        RedisUrl plain = new RedisUrl(
                matcher.group("tls").isEmpty() ? Tls.NONE : Tls.VERIFIED,
                host.isEmpty() ? "localhost" : host,
                port(url, Optional.ofNullable(matcher.group("port")).orElse("")),
                database(url, Optional.ofNullable(matcher.group("database")).orElse("")),
                Optional.empty(),
                Eviction.REFUSED);
        String query = Optional.ofNullable(matcher.group("query")).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .reduce(plain, (made, parameter) -> made.with(url, parameter), (one, other) -> other);
    }

    private static int port(String url, String digits) {
        int port = digits.isEmpty() ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw refused(url, "has an invalid port", "ports go from 1 to 65535");
        }
        return port;
    }

    private static int database(String url, String digits) {
        if (!digits.matches("\\d{0,9}")) {
            throw refused(url, "has an invalid database", "databases of Redis have numbers, not names: " + digits);
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private RedisUrl with(String url, String parameter) {
        String value = URLDecoder.decode(
                parameter.substring(parameter.indexOf('=') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (parameter.startsWith("sslrootcert=") && tls == Tls.VERIFIED) {
            return new RedisUrl(tls, host, port, database, Optional.of(Path.of(value)), eviction);
        }
        if (parameter.equals("eviction=accepted")) {
            return new RedisUrl(tls, host, port, database, rootCertificate, Eviction.ACCEPTED);
        }
        throw refused(
                url,
                "has a parameter that is not known: " + parameter,
                "known are sslrootcert=FILE (with rediss://) and eviction=accepted");
    }

    private static SettingsException refused(String url, String what, String why) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                "the URL " + url + " " + what,
                why,
                "write it as redis://host:6379/0, or rediss://host:6379/0 for TLS"));
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
