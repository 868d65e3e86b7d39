package dev.whimbrel.cli.settings;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the databases: the one named by {@code --url}, those of the settings file, or else the one that
 * {@code DATABASE_URL} or the {@code POSTGRES_…} variables describe. Only those that are used are looked into.
 */
final class DatabaseLoader {

    private static final String MAIN = "main";

    private final Environment environment;
    private final Interpolation interpolation;
    private final DatabaseVariables variables;

    DatabaseLoader(Environment environment, Interpolation interpolation) {
        this.environment = environment;
        this.interpolation = interpolation;
        this.variables = new DatabaseVariables(environment);
    }

    /** {@return the databases; what is worth showing of them is added to {@code entries}} */
    List<DatabaseSettings> load(Overrides options, List<Setting> file, List<Setting> entries) {
        Map<String, Map<String, Setting>> described = described(options, file);
        if (described.isEmpty()) {
            throw none();
        }
        options.database().filter(wanted -> !described.containsKey(wanted)).ifPresent(wanted -> {
            throw unknown(wanted, described);
        });
        List<DatabaseSettings> databases = new ArrayList<>();
        described.forEach((name, settings) -> {
            if (options.database().map(name::equals).orElse(true)) {
                databases.add(database(name, settings, options, entries));
            }
        });
        return databases;
    }

    private Map<String, Map<String, Setting>> described(Overrides options, List<Setting> file) {
        if (options.url().isPresent()) {
            return Map.of(options.database().orElse(MAIN), Map.of());
        }
        Map<String, Map<String, Setting>> described = new LinkedHashMap<>();
        file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.DATABASES))
                .forEach(setting -> add(setting, described));
        if (described.isEmpty()) {
            variables.url(MAIN).ifPresent(url -> add(url, described));
        }
        return described;
    }

    /** A database may be written as its URL alone: {@code main: sqlite:chat.db}. */
    private static void add(Setting setting, Map<String, Map<String, Setting>> described) {
        String rest = setting.key().substring(SettingKeys.DATABASES.length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        described.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(dot < 0 ? "url" : setting.name(), setting);
    }

    private DatabaseSettings database(
            String name, Map<String, Setting> settings, Overrides options, List<Setting> entries) {
        Setting url = options.url()
                .map(given -> entry(name, "url", given, "option --url"))
                .or(() -> overridden(name, "url", settings))
                .orElseThrow(() -> noUrl(name));
        DatabaseSettings database = parse(name, url);
        entries.add(new Setting(SettingKeys.DATABASES + name + ".url", database.url(), url.origin()));
        Optional<Setting> user = options.user()
                .map(given -> new Setting(SettingKeys.DATABASES + name + ".user", given, "option --user"))
                .or(() -> overridden(name, "user", settings))
                .or(() -> database.user().map(found -> entry(name, "user", found, url.origin())))
                .or(() -> variables.user(database));
        Optional<Setting> password = overridden(name, "password", settings)
                .or(() -> database.password().map(found -> entry(name, "password", found.reveal(), url.origin())))
                .or(() -> variables.password(database));
        DatabaseSettings result = database;
        if (user.isPresent()) {
            entries.add(user.get());
            result = result.withUser(user.get().value());
        }
        if (options.password().isPresent()) {
            return result.withPassword(options.password().get());
        }
        if (password.isPresent()) {
            Secret secret = Secret.of(password.get().value());
            entries.add(new Setting(
                    password.get().key(), secret.toString(), password.get().origin()));
            result = result.withPassword(secret);
        }
        return result;
    }

    private DatabaseSettings parse(String name, Setting url) {
        if (url.value().isBlank()) {
            throw noUrl(name);
        }
        try {
            return DatabaseSettings.of(name, url.value());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "database " + name + " (" + url.origin() + ") cannot be used",
                    String.valueOf(e.getMessage()),
                    "mend the name or the URL; user and password may also be set apart from it: user:, password:"));
        }
    }

    private static Setting entry(String name, String part, String value, String origin) {
        return new Setting(SettingKeys.DATABASES + name + "." + part, value, origin);
    }

    private Optional<Setting> overridden(String name, String part, Map<String, Setting> settings) {
        String key = SettingKeys.DATABASES + name + "." + part;
        return environment.setting(key).or(() -> Optional.ofNullable(settings.get(part))
                .map(interpolation::apply));
    }

    private static SettingsException none() {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_NO_DATABASE,
                "no database is configured",
                "there is no " + SettingsLoader.FILE
                        + " with `databases:`, and neither DATABASE_URL nor POSTGRES_HOST is set",
                "write a " + SettingsLoader.FILE
                        + " with `whimbrel init`, set DATABASE_URL, or pass --url sqlite:chat.db"));
    }

    private static SettingsException noUrl(String name) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_INVALID_VALUE,
                "database " + name + " has no URL",
                "databases." + name + ".url is missing or empty",
                "write it as postgresql://host:5432/name, sqlite:file.db or redis://host:6379/0"));
    }

    private static SettingsException unknown(String wanted, Map<String, Map<String, Setting>> described) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_UNKNOWN_DATABASE,
                "no database is called " + wanted,
                "configured are: " + String.join(", ", described.keySet()),
                "name one of these, or add it to `databases:` in " + SettingsLoader.FILE));
    }
}
