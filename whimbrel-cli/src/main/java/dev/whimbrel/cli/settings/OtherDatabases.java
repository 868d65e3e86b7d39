package dev.whimbrel.cli.settings;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.source.LeftOut;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out which databases share the folders with those that are to be used. Their scripts are passed over; so are
 * definitions of long work, which say no language, as long as one of them may be an SQL database.
 */
final class OtherDatabases {

    private static final Pattern WITHOUT_SQL = Pattern.compile("(?:bolt|neo4j|redis|rediss)[+:].*", Pattern.DOTALL);

    private OtherDatabases() {}

    /** {@return those of the file that are not used; with {@code --url} there may be others} */
    static LeftOut of(Overrides options, List<Setting> file, List<DatabaseSettings> used) {
        List<Setting> databases = file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.DATABASES))
                .toList();
        Set<String> all = databases.stream().map(OtherDatabases::name).collect(Collectors.toSet());
        Set<String> others = new TreeSet<>(all);
        used.forEach(database -> others.remove(database.name()));
        // What is named by a URL is none of the file's, whatever it is called.
        boolean isByUrl = options.url().isPresent();
        boolean hasSql = (isByUrl ? all : others).stream().anyMatch(name -> mayTakeSql(name, databases));
        return new LeftOut(others, isByUrl || !others.isEmpty(), hasSql);
    }

    private static String name(Setting database) {
        String rest = database.key().substring(SettingKeys.DATABASES.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** A URL that a variable holds may be any. */
    private static boolean mayTakeSql(String name, List<Setting> databases) {
        String key = SettingKeys.DATABASES + name;
        return databases.stream()
                .filter(setting -> setting.key().equals(key) || setting.key().equals(key + ".url"))
                .noneMatch(url -> WITHOUT_SQL.matcher(url.value()).matches());
    }
}
