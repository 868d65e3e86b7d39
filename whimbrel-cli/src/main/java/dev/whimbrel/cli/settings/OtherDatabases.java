package dev.whimbrel.cli.settings;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.source.LeftOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out which databases share the folders with those that are to be used. Their scripts are passed over; so are
 * definitions of long work, which say no language, as long as one of them may be an SQL database.
 */
final class OtherDatabases {

    private static final Pattern GRAPH = Pattern.compile("(?:bolt|neo4j)[+:].*", Pattern.DOTALL);
    private static final Pattern WITHOUT_SQL = Pattern.compile("(?:bolt|neo4j|redis|rediss)[+:].*", Pattern.DOTALL);
    private static final Pattern SQL = Pattern.compile(".*\\.sql", Pattern.CASE_INSENSITIVE);

    private OtherDatabases() {}

    /** {@return those of the file that are not used; with {@code --url} there may be others, as far as the folders tell} */
    static LeftOut of(Overrides options, List<Setting> file, List<DatabaseSettings> used, List<Path> folders) {
        List<Setting> databases = file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.DATABASES))
                .toList();
        Set<String> all = databases.stream().map(OtherDatabases::name).collect(Collectors.toSet());
        Set<String> others = new TreeSet<>(all);
        used.forEach(database -> others.remove(database.name()));
        // What is named by a URL is none of the file's, whatever it is called.
        boolean isByUrl = options.url().isPresent();
        boolean hasSql = (isByUrl ? all : others).stream().anyMatch(name -> mayTakeSql(name, databases))
                || (isByUrl && !isForGraphs(used, folders));
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

    /** {@return whether a graph is used, and no script in the folders is for an SQL database} */
    private static boolean isForGraphs(List<DatabaseSettings> used, List<Path> folders) {
        return used.stream().allMatch(database -> GRAPH.matcher(database.url()).matches())
                && folders.stream().noneMatch(OtherDatabases::holdsSql);
    }

    private static boolean holdsSql(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(
                    file -> SQL.matcher(file.getFileName().toString()).matches());
        } catch (IOException e) {
            // Whoever reads the folder tells what is wrong with it.
            return true;
        }
    }
}
