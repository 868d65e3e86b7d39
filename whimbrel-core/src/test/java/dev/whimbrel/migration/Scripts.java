package dev.whimbrel.migration;

import dev.whimbrel.migration.Script.ScriptText;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Scripts and migrations made of text at hand, for tests. */
public final class Scripts {

    private Scripts() {}

    public static Script postgres(String name, String text) {
        return of(name, text, SqlLanguage.POSTGRESQL, TransactionWish.NONE);
    }

    static Script of(String name, String text, SqlLanguage language, TransactionWish wish) {
        return new Script(name, Checksum.of(text), new Text(text), language, wish);
    }

    /**
     * {@return a migration of {@code main} with one statement of its own and no down script}
     *
     * @param token a version, as in {@code 3}; {@code B3} for a baseline, {@code Rviews} for a repeatable migration
     */
    public static Migration migration(String token) {
        return migration(token, "SELECT '" + token + "';");
    }

    public static Migration migration(String token, String text) {
        MigrationKind kind = kind(token);
        String rest = kind == MigrationKind.VERSIONED ? token : token.substring(1);
        MigrationId id =
                kind == MigrationKind.REPEATABLE ? MigrationId.repeatable(rest) : MigrationId.of(Version.of(rest));
        return new Migration(id, kind, "test", "main", postgres(token + ".sql", text), Optional.empty());
    }

    /** {@return the migration with options as a line of its file says them} */
    public static Migration withOptions(Migration migration, String words) {
        Script up = migration.up();
        Script said = new Script(
                up.name(),
                up.checksum(),
                new Text("SELECT 'optional';"),
                SqlLanguage.POSTGRESQL,
                ScriptOptions.NONE.and(words));
        return new Migration(
                migration.id(),
                migration.kind(),
                migration.description(),
                migration.database(),
                said,
                migration.down());
    }

    private static MigrationKind kind(String token) {
        return switch (token.charAt(0)) {
            case 'B' -> MigrationKind.BASELINE;
            case 'R' -> MigrationKind.REPEATABLE;
            default -> MigrationKind.VERSIONED;
        };
    }

    /** {@return the migration with a down script beside it} */
    public static Migration withDown(Migration migration, String text) {
        return new Migration(
                migration.id(),
                migration.kind(),
                migration.description(),
                migration.database(),
                migration.up(),
                Optional.of(postgres(migration.up().name().replace(".sql", ".down.sql"), text)));
    }

    /** {@return the same migration for another database} */
    public static Migration on(String database, Migration migration) {
        return new Migration(
                migration.id(), migration.kind(), migration.description(), database, migration.up(), migration.down());
    }

    private record Text(String text) implements ScriptText {

        @Override
        public Reader open() {
            return new StringReader(text);
        }

        @Override
        public InputStream openFile() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int firstLine() {
            return 1;
        }
    }
}
