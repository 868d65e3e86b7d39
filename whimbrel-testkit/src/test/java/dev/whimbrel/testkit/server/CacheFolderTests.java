package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheFolderTests {

    @TempDir
    private Path temporary;

    @Test
    void followsTheEnvironment() {
        var own = Map.of("WHIMBREL_CACHE", "/own", "XDG_CACHE_HOME", "/xdg", "HOME", "/home/ann");

        assertThat(CacheFolder.of(own, true).path()).hasToString("/own");
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/xdg"), false).path())
                .hasToString("/xdg/whimbrel");
        assertThat(CacheFolder.of(Map.of("HOME", "/home/ann"), false).path()).hasToString("/home/ann/.cache/whimbrel");
        assertThat(CacheFolder.of(Map.of("HOME", "/root"), true).path()).hasToString("/var/cache/whimbrel");
    }

    @Test
    void fillsAFolderOnceForAllThreads() {
        var cache = new CacheFolder(temporary.resolve("a/b"));
        var fillings = new AtomicInteger();

        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> cache.folder("thing", (growing, complete) -> {
                    assertThat(complete).doesNotExist();
                    Files.createFile(growing.resolve("file"));
                    fillings.incrementAndGet();
                }));

        assertThat(fillings).hasValue(1);
        assertThat(temporary.resolve("a/b/thing/file")).exists();
    }

    @Test
    void leavesNothingOfAFillingThatFailed() {
        var cache = new CacheFolder(temporary);

        assertThatThrownBy(() -> cache.folder("thing", (growing, complete) -> {
                    Files.createFile(growing.resolve("file"));
                    throw new IOException("the mirror is gone");
                }))
                .hasMessageContaining("the mirror is gone");

        assertThat(cache.has("thing")).isFalse();
        assertThat(temporary.resolve("thing.growing")).doesNotExist();
    }
}
