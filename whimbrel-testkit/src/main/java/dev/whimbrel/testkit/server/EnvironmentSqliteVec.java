package dev.whimbrel.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The library that an environment variable names.
 *
 * <p>A variable that is set but wrong is a failure and not a reason to look elsewhere: who set it wants that library.
 */
record EnvironmentSqliteVec(Map<String, String> environment) implements ServerSource<SqliteVec> {

    private static final String VARIABLE = "WHIMBREL_TEST_SQLITE_VEC";

    EnvironmentSqliteVec() {
        this(System.getenv());
    }

    @Override
    public String title() {
        return "the environment";
    }

    @Override
    public SqliteVec server() throws ServerAbsentException {
        var library = environment.get(VARIABLE);
        if (library == null || library.isBlank()) {
            throw new ServerAbsentException(VARIABLE + " is not set");
        }
        if (!Files.isRegularFile(Path.of(library))) {
            throw new IllegalStateException(VARIABLE + " is wrong: there is no file " + library);
        }
        return new SqliteVec(Path.of(library));
    }
}
