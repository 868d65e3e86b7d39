package dev.whimbrel.cli.command;

import dev.whimbrel.source.TimelineReader;
import dev.whimbrel.source.TimelineReader.NewMigrationFile;
import dev.whimbrel.source.file.ScriptKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a new migration can be: a script, or a definition of long work. */
enum NewKind {
    SQL(ScriptKind.SQL),
    CYPHER(ScriptKind.CYPHER),
    REDIS(ScriptKind.REDIS),
    EMBEDDING(null),
    BACKFILL(null);

    private final Optional<ScriptKind> script;

    NewKind(@Nullable ScriptKind script) {
        this.script = Optional.ofNullable(script);
    }

    /** {@return the files of a new migration} A definition has the name that a script would have, but for its ending. */
    List<NewMigrationFile> files(TimelineReader reader, String words, boolean down) {
        return script.map(kind -> reader.create(words, kind, down))
                .orElseGet(() -> List.of(definition(
                        reader.create(words, ScriptKind.SQL, false).get(0).path())));
    }

    private NewMigrationFile definition(Path path) {
        String kind = name().toLowerCase(Locale.ROOT);
        String name = String.valueOf(path.getFileName()).replaceFirst("(\\.up)?\\.sql$", "." + kind + ".yaml");
        return new NewMigrationFile(path.resolveSibling(name), template(kind), false);
    }

    private static String template(String kind) {
        try (InputStream text = NewKind.class.getResourceAsStream("/templates/" + kind + ".yaml")) {
            return new String(Objects.requireNonNull(text, kind).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files can be read", e);
        }
    }
}
