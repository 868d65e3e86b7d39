package dev.whimbrel.testkit.server;

import java.nio.file.Path;
import java.util.List;

/**
 * The extension sqlite-vec of SQLite, which keeps vectors in virtual tables.
 *
 * <p>{@link #shared()} is the library that {@code WHIMBREL_TEST_SQLITE_VEC} names, or else the published one, fetched once
 * by npm into the user's cache.
 *
 * @param library the file that SQLite loads
 */
public record SqliteVec(Path library) {

    private static final SharedServer<SqliteVec> SHARED =
            new SharedServer<>("sqlite-vec", List.of(new EnvironmentSqliteVec(), new NpmSqliteVec()));

    /**
     * {@return the one of this JVM, looked for by the first call}
     *
     * @throws ServerUnavailableException when no source has one; later calls repeat the first call's answer
     */
    public static SqliteVec shared() {
        return SHARED.get();
    }

    @Override
    public String toString() {
        return "sqlite-vec at " + library;
    }
}
