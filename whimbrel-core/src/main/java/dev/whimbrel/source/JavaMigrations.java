package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.RevertibleJavaMigration;
import dev.whimbrel.migration.Script;
import dev.whimbrel.migration.Script.ScriptText;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.source.file.Inspection;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives migrations written in Java their place among those read from folders. */
final class JavaMigrations {

    private final List<ScriptTarget> targets;

    /** @param targets the databases at hand, of whatever kind */
    JavaMigrations(List<ScriptTarget> targets) {
        this.targets = targets.stream()
                .filter(target -> target.language().extension().equals("sql"))
                .toList();
    }

    /**
     * {@return all of them}
     *
     * @throws TimelineException if one is for no database at hand, or of a version that is taken
     */
    List<Migration> join(List<Migration> fromFolders, List<JavaMigration> codes) {
        List<Migration> all = new ArrayList<>(fromFolders);
        Inspection inspection = new Inspection();
        for (JavaMigration code : codes) {
            inspection.attempt(() -> migration(code)).ifPresent(migration -> {
                all.stream()
                        .filter(other -> other.database().equals(migration.database()))
                        .filter(other ->
                                other.kind().isVersioned() && other.id().equals(migration.id()))
                        .findFirst()
                        .ifPresent(other -> inspection.add(taken(migration, other)));
                all.add(migration);
            });
        }
        inspection.end();
        return all;
    }

    private Migration migration(JavaMigration code) {
        Said said = new Said("-- Java: " + code.name() + ", " + code.description());
        Script script = new Script(
                code.name(), Checksum.of(code.checksum()), said, DefinitionLanguage.JAVA, TransactionWish.NONE);
        return new Migration(
                MigrationId.of(code.version()),
                MigrationKind.VERSIONED,
                code.description(),
                target(code).name(),
                script,
                code instanceof RevertibleJavaMigration ? Optional.of(script) : Optional.empty(),
                Optional.empty(),
                Optional.of(code));
    }

    private ScriptTarget target(JavaMigration code) {
        List<ScriptTarget> fitting = targets.stream()
                .filter(target -> code.database().isEmpty()
                        || target.name().equals(code.database().get()))
                .toList();
        if (fitting.size() != 1) {
            throw new TimelineException(new Problem(
                    ErrorCode.NO_DATABASE_FOR_SCRIPT,
                    code.name()
                            + (fitting.isEmpty()
                                    ? " is for a database that is not configured"
                                    : " does not say which database it is for"),
                    "it asks for " + code.database().orElse("any SQL database") + "; there "
                            + (targets.isEmpty() ? "is none" : "are " + names()),
                    "let database() of the migration name one that is in the settings"));
        }
        return fitting.get(0);
    }

    private String names() {
        return targets.stream().map(ScriptTarget::name).collect(Collectors.joining(", "));
    }

    private static Problem taken(Migration migration, Migration other) {
        return new Problem(
                ErrorCode.DUPLICATE_VERSION,
                "version " + migration.id().label() + " is claimed by "
                        + other.up().name() + " and " + migration.up().name(),
                "versions compare number by number, so 1, 01 and 1.0 are the same one",
                "give one of the two another version");
    }

    /** What stands in a plan where a script's text would. */
    private record Said(String words) implements ScriptText {

        @Override
        public Reader open() {
            return new StringReader(words);
        }

        @Override
        public InputStream openFile() {
            return new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int firstLine() {
            return 1;
        }
    }
}
