package dev.whimbrel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PageTests {

    private static final String OLD = """
            # Benchmarks

            How it is measured.

            ## Goals

            | goal | measured | |
            |---|---:|---|
            | apply: faster | 0.84 | **not reached** |
            | lexer: fast | 214 MB/s | reached |

            ## Apply

            old

            ## Split scripts

            kept
            """;

    private static final String NEW = """
            # Benchmarks

            Another machine.

            ## Goals

            | goal | measured | |
            |---|---:|---|
            | apply: faster | 1.10 | reached |
            | lexer: fast | – | not measured |

            ## Apply

            new
            """;

    @Test
    void isTheTextItWasReadFrom() {
        assertThat(Page.parse(OLD).text()).isEqualTo(OLD);
    }

    @Test
    void takesWhatWasMeasuredAnewAndKeepsTheRest() {
        assertThat(Page.parse(OLD).with(Page.parse(NEW), "Measured apart.").text())
                .isEqualTo(OLD.replace("| 0.84 | **not reached** |", "| 1.10 | reached |")
                        .replace("old\n", "new\n\nMeasured apart.\n"));
    }
}
