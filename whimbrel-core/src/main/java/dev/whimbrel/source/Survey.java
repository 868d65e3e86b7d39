package dev.whimbrel.source;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.ScriptKind;
import dev.whimbrel.source.layout.Audience;
import dev.whimbrel.source.layout.Layout;
import dev.whimbrel.source.layout.Layouts;
import dev.whimbrel.source.layout.Programs;
import dev.whimbrel.source.layout.ScriptPart;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a migrations folder shows by itself, before there are any settings.
 *
 * @param layout its name
 * @param versions in order, each once
 * @param databases that the scripts seem to be for
 * @param passedOver scripts that are none of the layout's migrations, and that its own tool would not run either
 */
public record Survey(String layout, List<Version> versions, List<Guess> databases, List<String> passedOver) {

    /**
     * A database that scripts seem to be for.
     *
     * @param name proposed, or as the folder names it
     * @param kind {@code postgresql}, {@code sqlite}, {@code neo4j} or {@code redis}; {@code sql} where that is all that
     *     can be told
     * @param evidence what shows it
     */
    public record Guess(String name, String kind, String evidence) {}

    /**
     * {@return what that folder shows}
     *
     * @throws TimelineException if it cannot be read as a timeline
     */
    public static Survey of(Path path) {
        Folder folder = Folder.read(path);
        Layout layout = Layouts.detect(List.of(folder));
        Programs.refuse(layout, List.of(folder));
        List<ScriptPart> parts = TimelineReader.parts(layout, List.of(folder));
        List<Version> versions = parts.stream()
                .flatMap(part -> part.id().version().stream())
                .distinct()
                .sorted()
                .toList();
        List<Guess> databases = Stream.of(sql(folder, parts), graph(folder), cache(folder))
                .flatMap(guesses -> guesses)
                .toList();
        return new Survey(layout.name(), versions, databases, passedOver(folder, parts));
    }

    private static List<String> passedOver(Folder folder, List<ScriptPart> parts) {
        Set<String> read = parts.stream().map(part -> part.file().path()).collect(Collectors.toSet());
        return folder.scripts().stream()
                .map(Candidate::path)
                .filter(path -> !read.contains(path))
                .toList();
    }

    private static Stream<Guess> sql(Folder folder, List<ScriptPart> parts) {
        if (scripts(folder, ScriptKind.SQL).findAny().isEmpty()) {
            return Stream.empty();
        }
        List<String> named = parts.stream()
                .flatMap(part -> part.audience().database().stream())
                .distinct()
                .toList();
        Guess one = said(parts).or(() -> suffixed(folder)).orElseGet(() -> worded(folder));
        return named.isEmpty()
                ? Stream.of(one)
                : named.stream().map(name -> new Guess(name, one.kind(), "folder " + name));
    }

    private static Optional<Guess> said(List<ScriptPart> parts) {
        return parts.stream()
                .map(ScriptPart::audience)
                .filter(audience -> audience.dialect().isPresent())
                .findFirst()
                .map(audience -> main(audience.dialect().orElseThrow(), audience));
    }

    private static Guess main(String kind, Audience audience) {
        return new Guess("main", kind, audience.saidBy());
    }

    private static Optional<Guess> suffixed(Folder folder) {
        List<Candidate> suffixed = scripts(folder, ScriptKind.SQL)
                .filter(script -> script.name().dialect().isPresent())
                .toList();
        List<String> dialects = suffixed.stream()
                .flatMap(script -> script.name().dialect().stream())
                .distinct()
                .toList();
        return suffixed.stream()
                .findFirst()
                .map(script -> new Guess("main", dialects.size() == 1 ? dialects.get(0) : "sql", script.path()));
    }

    private static Guess worded(Folder folder) {
        return scripts(folder, ScriptKind.SQL)
                .flatMap(script -> DialectWords.in(script.source()).stream())
                .min(Comparator.comparing(DialectWords::file))
                .map(words -> new Guess("main", words.dialect(), words.file() + ": " + words.words()))
                .orElse(new Guess("main", "sql", "no word that only one database knows"));
    }

    private static Stream<Guess> graph(Folder folder) {
        return first(folder, ScriptKind.CYPHER, "graph", "neo4j");
    }

    private static Stream<Guess> cache(Folder folder) {
        return first(folder, ScriptKind.REDIS, "cache", "redis");
    }

    private static Stream<Guess> first(Folder folder, ScriptKind kind, String name, String database) {
        return scripts(folder, kind).limit(1).map(script -> new Guess(name, database, script.path()));
    }

    private static Stream<Candidate> scripts(Folder folder, ScriptKind kind) {
        return folder.scripts().stream().filter(script -> script.name().kind().equals(Optional.of(kind)));
    }
}
