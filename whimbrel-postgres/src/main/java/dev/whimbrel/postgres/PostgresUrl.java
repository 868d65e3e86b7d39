package dev.whimbrel.postgres;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is: {@code postgresql://host:5432/name?sslmode=verify-full}, with {@code jdbc:} in front or
 * with a driver's name behind, as Python writes it ({@code postgresql+psycopg://…}).
 *
 * @param hosts host and port, several of them divided by commas
 * @param database the database's name as written in the URL; the user's name if empty
 * @param parameters driver properties, by the driver's names
 */
record PostgresUrl(String hosts, String database, Map<String, String> parameters) {

    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?(?:\\+[a-z0-9_]+)?:(?://([^/?#]*))?/?([^?#]*)(?:\\?([^#]*))?");
    private static final Pattern PARAMETERS = Pattern.compile("&");

    /**
     * The parameters that may stand in a URL, by libpq's and by the driver's names. There are others that name classes
     * or files for the driver to load (CVE-2022-21724), so nothing else is let through.
     */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("channelBinding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("gssEncMode", "gssEncMode"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("connectTimeout", "connectTimeout"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("ApplicationName", "ApplicationName"),
            Map.entry("targetServerType", "targetServerType"),
            Map.entry("currentSchema", "currentSchema"),
            Map.entry("options", "options"));

    private static final Map<String, String> ALLOWED = Map.of(
            "sslmode", "disable|allow|prefer|require|verify-ca|verify-full",
            "connect_timeout", "[0-9]+",
            "connectTimeout", "[0-9]+");

    static boolean accepts(String url) {
        return URL.matcher(url).matches();
    }

    /**
     * {@return the place the URL names}
     *
     * @throws SettingsException if it has a parameter that is not known
     */
    static PostgresUrl parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no PostgreSQL URL: " + url);
        }
        String hosts = Optional.ofNullable(matcher.group(1)).orElse("");
        return new PostgresUrl(
                hosts.isEmpty() ? "localhost" : hosts,
                matcher.group(2),
                parameters(url, Optional.ofNullable(matcher.group(3)).orElse("")));
    }

    private static Map<String, String> parameters(String url, String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : PARAMETERS.splitAsStream(query).toList()) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            String known = KNOWN.get(key);
            if (known == null && !key.isEmpty()) {
                throw new SettingsException(new Problem(
                        ErrorCode.SETTINGS_INVALID_VALUE,
                        "the URL " + url + " has an unknown parameter " + key,
                        "known are " + String.join(", ", new TreeMap<>(KNOWN).keySet()),
                        "remove it, or correct its name"));
            }
            if (known != null && equals >= 0) {
                parameters.put(known, checked(url, key, decoded(parameter.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private static String checked(String url, String key, String value) {
        String allowed = ALLOWED.getOrDefault(key, ".*");
        if (!value.matches(allowed)) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "the URL " + url + " has an invalid " + key,
                    "`" + value + "` is none of " + allowed.replace("|", ", "),
                    "correct the value"));
        }
        return value;
    }

    private static String decoded(String value) {
        return java.net.URLDecoder.decode(value.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** {@return the URL as the driver wants it; parameters are handed over as properties} */
    String toJdbc() {
        return "jdbc:postgresql://" + hosts + "/" + database;
    }

    @Override
    public String toString() {
        return hosts + "/" + database;
    }
}
