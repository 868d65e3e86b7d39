package dev.whimbrel.database;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.History;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The databases of one Whimbrel, by name, in the order of its settings. Not thread-safe. */
public final class Databases implements AutoCloseable {

    /** Which module knows which beginning of a URL. */
    private static final Map<String, String> MODULES = Map.of(
            "postgres", "whimbrel-postgres",
            "sqlite", "whimbrel-sqlite",
            "neo4j", "whimbrel-neo4j",
            "bolt", "whimbrel-neo4j",
            "redis", "whimbrel-redis");

    private final Map<String, Database> byName = new LinkedHashMap<>();

    private Databases() {}

    /**
     * {@return the databases of these settings; nothing is connected yet}
     *
     * @throws SettingsException if no provider knows a URL
     */
    public static Databases open(List<DatabaseSettings> settings, List<DatabaseProvider> providers, Timeouts timeouts) {
        Databases databases = new Databases();
        settings.forEach(each ->
                databases.byName.put(each.name(), provider(each, providers).open(each, timeouts)));
        return databases;
    }

    /** {@return providers of the kinds whose modules are on the class path} */
    public static List<DatabaseProvider> providers() {
        return ServiceLoader.load(DatabaseProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static DatabaseProvider provider(DatabaseSettings database, List<DatabaseProvider> providers) {
        return providers.stream()
                .filter(provider -> provider.accepts(database.url()))
                .findFirst()
                .orElseThrow(() -> new SettingsException(new Problem(
                        ErrorCode.SETTINGS_UNKNOWN_DATABASE,
                        "no kind of database is known for the URL of " + database.name() + ": " + database.url(),
                        "known kinds: "
                                + providers.stream().map(DatabaseProvider::kind).collect(Collectors.joining(", ")),
                        remedy(database.url()))));
    }

    private static String remedy(String url) {
        return MODULES.entrySet().stream()
                .filter(module -> url.matches("(?:jdbc:)?" + module.getKey() + "[^/]*:.*"))
                .findFirst()
                .map(module -> "add the module that knows it to the class path: dev.whimbrel:" + module.getValue())
                .orElse("write it as postgresql://host:5432/name, sqlite:file.db or redis://host:6379/0");
    }

    public Database get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    public Collection<Database> all() {
        return byName.values();
    }

    /** {@return what each of them remembers} */
    public Map<String, History> histories() {
        Map<String, History> histories = new LinkedHashMap<>();
        byName.forEach((name, database) -> histories.put(name, database.history()));
        return histories;
    }

    /** {@return the same, asked of all at once while the caller does something else} */
    public AskedHistories askHistories() {
        return new AskedHistories(byName.values());
    }

    /** {@return what each of them is} */
    public Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        byName.forEach((name, database) -> kinds.put(name, database.kind()));
        return kinds;
    }

    /** Close all of them, the others also where one fails. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Database database : byName.values()) {
            try {
                database.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
