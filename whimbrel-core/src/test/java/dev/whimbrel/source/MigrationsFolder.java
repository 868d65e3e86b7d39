package dev.whimbrel.source;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Script;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.source.TimelineReader.NewMigrationFile;
import dev.whimbrel.source.file.ScriptKind;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder of migrations that a test fills and reads. */
record MigrationsFolder(Path path) {

    static final List<ScriptTarget> ONE_POSTGRES = List.of(new ScriptTarget("main", SqlLanguage.POSTGRESQL));

    /** Write a file that holds one statement. */
    MigrationsFolder with(String... names) {
        for (String name : names) {
            file(name, "SELECT 1;\n");
        }
        return this;
    }

    MigrationsFolder file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    MigrationsFolder file(String name, byte[] content) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Timeline read() {
        return read(ONE_POSTGRES);
    }

    Timeline read(List<ScriptTarget> targets) {
        return read(targets, LeftOut.NONE);
    }

    Timeline read(List<ScriptTarget> targets, LeftOut leftOut) {
        return new TimelineReader(List.of(path), targets, leftOut, Placeholders.NONE).read();
    }

    /** {@return each migration with its up and down scripts, as {@code main 001 first: 001_first.sql}} */
    List<String> migrations() {
        return migrations(ONE_POSTGRES);
    }

    List<String> migrations(List<ScriptTarget> targets) {
        return read(targets).stream().map(MigrationsFolder::shown).toList();
    }

    /** {@return the problems found in reading} */
    List<Problem> problems() {
        return problems(ONE_POSTGRES);
    }

    List<Problem> problems(List<ScriptTarget> targets) {
        try {
            throw new AssertionError("no problem in " + migrations(targets));
        } catch (TimelineException e) {
            return e.problems().stream().toList();
        }
    }

    /** {@return the files of a new migration {@code add_b}} */
    List<String> create(boolean down) {
        return newFiles(down).stream()
                .map(NewMigrationFile::path)
                .map(file -> path.relativize(file).toString())
                .toList();
    }

    List<NewMigrationFile> newFiles(boolean down) {
        return new TimelineReader(List.of(path), ONE_POSTGRES, LeftOut.NONE, Placeholders.NONE)
                .create("add_b", ScriptKind.SQL, down);
    }

    /** {@return the problem of creating a migration} */
    Problem refusalToCreate(boolean down) {
        try {
            throw new AssertionError("created " + create(down));
        } catch (TimelineException e) {
            return e.problems().iterator().next();
        }
    }

    /** {@return the one problem found in reading} */
    Problem problem() {
        List<Problem> problems = problems();
        if (problems.size() != 1) {
            throw new AssertionError("not one problem: " + problems);
        }
        return problems.get(0);
    }

    boolean isTransactional(int migration, Direction direction) {
        return read().migrations()
                .get(migration)
                .script(direction)
                .orElseThrow()
                .summary()
                .isTransactional();
    }

    /** {@return the statements of one migration's script, each behind its line} */
    List<String> statements(int migration, Direction direction) {
        return statements(read().migrations().get(migration).script(direction).orElseThrow());
    }

    static List<String> statements(Script script) {
        List<String> statements = new ArrayList<>();
        try (StatementReader reader = script.open()) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get().place().line() + ": " + next.get().text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }

    static String shown(Migration migration) {
        return "%s %s %s: %s%s"
                .formatted(
                        migration.database(),
                        migration.id().label(),
                        migration.description(),
                        migration.up().name(),
                        migration.down().map(down -> ", down " + down.name()).orElse(""));
    }
}
