package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AptSourceTests {

    private static final String KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

    @Test
    void readsStanzasOfDeb822() {
        var sources = AptSource.parseDeb822("""
            Types: deb
            # http://snapshot.example/archive
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb deb-src
            uris: http://mirror.example/debian-security http://other.example/debian-security
            suites:
             bookworm-security
            components: main contrib
            """);

        assertThat(sources)
                .containsExactly(
                        new AptSource(
                                List.of("http://mirror.example/debian"),
                                List.of("bookworm", "bookworm-updates"),
                                List.of("main"),
                                KEYS),
                        new AptSource(
                                List.of(
                                        "http://mirror.example/debian-security",
                                        "http://other.example/debian-security"),
                                List.of("bookworm-security"),
                                List.of("main", "contrib"),
                                ""));
    }

    @Test
    void leavesOutDisabledAndSourceStanzas() {
        assertThat(AptSource.parseDeb822("""
            Enabled: no
            Types: deb
            URIs: http://disabled.example/debian
            Suites: bookworm
            Components: main

            Types: deb-src
            URIs: http://source.example/debian
            Suites: bookworm
            Components: main
            """)).isEmpty();
    }

    @Test
    void readsLinesOfTheOlderFormat() {
        var sources = AptSource.parseOneLine("""
            # deb http://commented.example/debian bookworm main
            deb http://mirror.example/debian bookworm main contrib # the usual
            deb-src http://mirror.example/debian bookworm main
            deb [ arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ] http://b.example/debian sid main
            """);

        assertThat(sources)
                .containsExactly(
                        new AptSource(
                                List.of("http://mirror.example/debian"),
                                List.of("bookworm"),
                                List.of("main", "contrib"),
                                ""),
                        new AptSource(List.of("http://b.example/debian"), List.of("sid"), List.of("main"), KEYS));
    }

    @Test
    void takesTheMirrorOfTheMainArchive() {
        var sources = AptSource.parseOneLine("""
            deb [signed-by=/etc/apt/keyrings/browser.asc] https://browser.example/deb stable main
            deb https://yarn.example/debian stable main
            deb https://containers.example/linux/debian bookworm stable
            deb http://security.example/debian-security bookworm main
            deb http://security.example/debian-security bookworm-security main
            deb http://mirror.example/debian bookworm main
            deb http://second.example/debian bookworm main
            """);

        assertThat(AptSource.mirror(sources)).contains("http://mirror.example/debian");
    }

    @Test
    void takesTheMirrorOfAnAliasIfThereIsNoCodeName() {
        var sources = AptSource.parseOneLine("deb http://mirror.example/debian stable main\n");

        assertThat(AptSource.mirror(sources)).contains("http://mirror.example/debian");
    }

    @Test
    void findsNoMirrorAmongTheSourcesOfAnotherDistribution() {
        var sources = AptSource.parseOneLine("deb http://archive.example/ubuntu noble main universe\n");

        assertThat(AptSource.mirror(sources)).isEmpty();
    }
}
