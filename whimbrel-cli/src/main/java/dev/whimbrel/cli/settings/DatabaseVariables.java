package dev.whimbrel.cli.settings;

import dev.whimbrel.cli.settings.Environment.Variable;
import dev.whimbrel.database.DatabaseSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Variables about a database that others read as well: its own programs and images, hosts of applications. */
record DatabaseVariables(Environment environment) {

    /** By the beginning of the URLs they are about. */
    private static final Map<Pattern, Credentials> CREDENTIALS = Map.of(
            Pattern.compile("(?:jdbc:)?postgres.*", Pattern.DOTALL),
            new Credentials(List.of("PGUSER", "POSTGRES_USER"), List.of("PGPASSWORD", "POSTGRES_PASSWORD")),
            Pattern.compile("(?:bolt|neo4j)[+:].*", Pattern.DOTALL),
            new Credentials(List.of("NEO4J_USER", "NEO4J_USERNAME"), List.of("NEO4J_PASSWORD")));

    private record Credentials(List<String> user, List<String> password) {}

    /** {@return the URL of the one database there is, where no file names any} */
    Optional<Setting> url(String name) {
        String key = SettingKeys.DATABASES + name + ".url";
        return environment
                .setting(key)
                .or(() -> environment.get("DATABASE_URL").map(variable -> variable.as(key)))
                .or(() -> first(List.of("POSTGRES_HOST", "POSTGRES_DB"))
                        .map(variable -> new Setting(key, postgresUrl(), variable.origin() + " and others")))
                .or(() -> first(List.of("NEO4J_URI", "REDIS_URL")).map(variable -> variable.as(key)));
    }

    private Optional<Variable> first(List<String> names) {
        return names.stream().flatMap(name -> environment.get(name).stream()).findFirst();
    }

    private String postgresUrl() {
        String sslmode = environment
                .get("POSTGRES_SSLMODE")
                .map(variable -> "?sslmode=" + variable.value())
                .orElse("");
        return "postgresql://" + value("POSTGRES_HOST", "localhost") + ":" + value("POSTGRES_PORT", "5432") + "/"
                + URLEncoder.encode(value("POSTGRES_DB", value("POSTGRES_USER", "postgres")), StandardCharsets.UTF_8)
                + sslmode;
    }

    private String value(String name, String otherwise) {
        return environment.get(name).map(Variable::value).orElse(otherwise);
    }

    Optional<Setting> user(DatabaseSettings database) {
        return credentials(database)
                .flatMap(known -> first(known.user()))
                .map(variable -> variable.as(SettingKeys.DATABASES + database.name() + ".user"));
    }

    Optional<Setting> password(DatabaseSettings database) {
        return credentials(database)
                .flatMap(known -> first(known.password()))
                .map(variable -> variable.as(SettingKeys.DATABASES + database.name() + ".password"));
    }

    private static Optional<Credentials> credentials(DatabaseSettings database) {
        return CREDENTIALS.entrySet().stream()
                .filter(known -> known.getKey().matcher(database.url()).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
