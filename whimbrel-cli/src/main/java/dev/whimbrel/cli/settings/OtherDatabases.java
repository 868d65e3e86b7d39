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
    private static final Pattern FOREIGN_TO_A_GRAPH = Pattern.compile(".*\\.(?:sql|redis)", Pattern.CASE_INSENSITIVE);

    private OtherDatabases() {}

    /** {@return those of the file that are not used; with {@code --url} there may be others, as far as the folders tell} */
    static LeftOut of(Overrides options, List<Setting> file, List<DatabaseSettings> used, List<Path> folders) {
        List<Setting> databases = file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.DATABASES))
                .toList();
        Set<String> names = databases.stream().map(OtherDatabases::name).collect(Collectors.toCollection(TreeSet::new));
        used.forEach(database -> names.remove(database.name()));
        if (!names.isEmpty()) {
            return new LeftOut(names, names.stream().anyMatch(name -> mayTakeSql(name, databases)));
        }
        return options.url().isEmpty() || isAlone(used, folders) ? LeftOut.NONE : LeftOut.UNKNOWN;
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

    /** {@return whether there is one graph, and no script for anything else} */
    private static boolean isAlone(List<DatabaseSettings> used, List<Path> folders) {
        return used.stream().allMatch(database -> GRAPH.matcher(database.url()).matches())
                && folders.stream().noneMatch(OtherDatabases::holdsOthers);
    }

    private static boolean holdsOthers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file ->
                    FOREIGN_TO_A_GRAPH.matcher(file.getFileName().toString()).matches());
        } catch (IOException e) {
            // Whoever reads the folder tells what is wrong with it.
            return true;
        }
    }
}
