package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTests {

    @TempDir
    private Path folder;

    @Test
    void readsBothFormatsTheMainFileFirst() throws IOException {
        var parts = Files.createDirectory(folder.resolve("sources.list.d"));
        Files.writeString(
                parts.resolve("a.sources"), "Types: deb\nURIs: http://a.example\nSuites: sid\nComponents: main\n");
        Files.writeString(parts.resolve("b.list"), "deb http://b.example sid main\n");
        Files.writeString(parts.resolve("c.list.disabled"), "deb http://c.example sid main\n");
        Files.writeString(folder.resolve("sources.list"), "deb http://first.example sid main\n");

        assertThat(new AptSources(folder).read())
                .flatExtracting(AptSource::uris)
                .containsExactly("http://first.example", "http://a.example", "http://b.example");
    }

    @Test
    void readsNothingWhereThereIsNoApt() {
        assertThat(new AptSources(folder.resolve("apt")).read()).isEmpty();
    }
}
