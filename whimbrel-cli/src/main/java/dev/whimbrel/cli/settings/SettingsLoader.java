package dev.whimbrel.cli.settings;

import dev.whimbrel.Settings;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Durations;
import dev.whimbrel.source.Placeholders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the settings together: option before environment before {@code .env} before file before default. */
public final class SettingsLoader {

    /** The file looked for in the working directory. */
    public static final String FILE = "whimbrel.yaml";

    /** Leaves a limit to what is set for the role or the database. */
    private static final String DATABASES_OWN = "the database's own";

    private final Path directory;
    private final Environment environment;
    private final Interpolation interpolation;

    /** @param directory the working directory, against which relative paths are read */
    public SettingsLoader(Path directory, Environment environment) {
        this.directory = directory;
        this.environment = environment;
        this.interpolation = new Interpolation(environment);
    }

    /**
     * {@return the settings in force}
     *
     * @throws SettingsException if something in them is wrong
     */
    public EffectiveSettings load(Overrides options) {
        List<Setting> file = readFile(options);
        Precedence precedence = new Precedence(environment, interpolation, file);
        List<Path> migrations = migrations(options, precedence);
        Duration wait = precedence.value(
                SettingKeys.LOCK_WAIT,
                options.lockWait().map(wanted -> new Setting(SettingKeys.LOCK_WAIT, wanted, "option --wait")),
                Durations.format(Settings.defaults().lockWait()),
                Durations::parse);
        Timeouts timeouts = timeouts(options, precedence);
        Placeholders placeholders = placeholders(file, precedence);
        List<DatabaseSettings> databases =
                new DatabaseLoader(environment, interpolation).load(options, file, precedence.taken());
        Models models = new ModelLoader(environment, interpolation, besideFile(options)).load(file, precedence.taken());
        return new EffectiveSettings(
                new Settings(
                        migrations,
                        databases,
                        OtherDatabases.of(options, file, databases),
                        wait,
                        timeouts,
                        placeholders,
                        models),
                precedence.taken());
    }

    /** {@return the folders of the migrations, for a command that needs no database} */
    public List<Path> migrations(Overrides options) {
        return migrations(options, new Precedence(environment, interpolation, readFile(options)));
    }

    private List<Setting> readFile(Overrides options) {
        Optional<Path> named = configured(options);
        Path file = directory.resolve(named.orElse(Path.of(FILE)));
        boolean isThere = named.isPresent() || Files.exists(file);
        return isThere ? YamlSettings.read(named.isPresent() ? file : shortened(file)) : List.of();
    }

    private Optional<Path> configured(Overrides options) {
        return options.config().or(() -> environment.get("WHIMBREL_CONFIG").map(variable -> Path.of(variable.value())));
    }

    /** {@return where relative folders in the settings file lie} */
    private Path besideFile(Overrides options) {
        return configured(options)
                .map(config -> directory.resolve(config).toAbsolutePath().getParent())
                .orElse(directory);
    }

    private Path shortened(Path file) {
        return directory.equals(Path.of("").toAbsolutePath()) ? Path.of(FILE) : file;
    }

    /** The folders named by options lie in the working directory, those named by a file beside that file. */
    private List<Path> migrations(Overrides options, Precedence precedence) {
        List<Setting> settings = options.migrations().stream()
                .map(folder -> new Setting(SettingKeys.MIGRATIONS, folder.toString(), "option --migrations"))
                .toList();
        if (settings.isEmpty()) {
            settings = environment.setting(SettingKeys.MIGRATIONS).stream().toList();
        }
        Path base = directory;
        if (settings.isEmpty()) {
            settings = precedence.inFile(SettingKeys.MIGRATIONS).toList();
            base = besideFile(options);
        }
        if (settings.isEmpty()) {
            settings = Settings.defaults().migrations().stream()
                    .map(folder -> new Setting(SettingKeys.MIGRATIONS, folder.toString(), "default"))
                    .toList();
            base = directory;
        }
        Path beside = base;
        return settings.stream()
                .map(setting -> beside.resolve(precedence.take(setting)))
                .map(this::relative)
                .toList();
    }

    /** Short paths read better in messages, and mean the same. */
    private Path relative(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : absolute;
    }

    private Timeouts timeouts(Overrides options, Precedence precedence) {
        Timeouts defaults = Timeouts.defaults();
        Duration lock = precedence.value(
                SettingKeys.TIMEOUTS_LOCK,
                options.lockTimeout()
                        .map(wanted -> new Setting(SettingKeys.TIMEOUTS_LOCK, wanted, "option --lock-timeout")),
                Durations.format(defaults.lock()),
                Durations::parse);
        Optional<Duration> statement = precedence.value(
                SettingKeys.TIMEOUTS_STATEMENT,
                options.statementTimeout()
                        .map(wanted ->
                                new Setting(SettingKeys.TIMEOUTS_STATEMENT, wanted, "option --statement-timeout")),
                DATABASES_OWN,
                limit -> limit.equals(DATABASES_OWN) ? Optional.empty() : Optional.of(Durations.parseLimit(limit)));
        return precedence.value(
                SettingKeys.TIMEOUTS_RETRIES,
                Optional.empty(),
                String.valueOf(defaults.retries()),
                retries -> new Timeouts(lock, number(retries)).withStatement(statement));
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + text + "` is no whole number", e);
        }
    }

    private Placeholders placeholders(List<Setting> file, Precedence precedence) {
        Map<String, String> values = new LinkedHashMap<>();
        file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.PLACEHOLDERS))
                .map(interpolation::apply)
                .forEach(setting -> values.put(
                        setting.key().substring(SettingKeys.PLACEHOLDERS.length()), precedence.take(setting)));
        try {
            return new Placeholders(values);
        } catch (IllegalArgumentException e) {
            throw new Setting("placeholders", "", FILE).invalid(e);
        }
    }
}
