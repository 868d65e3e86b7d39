package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteVecTests {

    @TempDir
    private Path cache;

    @Test
    void takesWhatWasFetchedBefore() throws Exception {
        Path library = Files.createDirectory(cache.resolve("sqlite-vec-darwin-arm64-0.1.9"))
                .resolve("vec0.dylib");
        assertThat(new NpmSqliteVec(new CacheFolder(cache), "Mac OS X aarch64").server())
                .isEqualTo(new SqliteVec(library));
    }

    @Test
    void saysForWhichMachineThereIsNone() {
        assertThatThrownBy(() -> new NpmSqliteVec(new CacheFolder(cache), "SunOS sparcv9").server())
                .isInstanceOf(ServerAbsentException.class)
                .hasMessageContaining("SunOS sparcv9");
    }

    @Test
    void looksNowhereElseWhenTheVariableIsWrong() {
        assertThatThrownBy(() -> new EnvironmentSqliteVec(Map.of("WHIMBREL_TEST_SQLITE_VEC", "/no/vec0.so")).server())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/no/vec0.so");
        assertThatThrownBy(() -> new EnvironmentSqliteVec(Map.of()).server()).isInstanceOf(ServerAbsentException.class);
    }
}
