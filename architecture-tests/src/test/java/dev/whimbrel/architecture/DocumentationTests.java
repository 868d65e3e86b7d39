package dev.whimbrel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the documents promise to hold. */
class DocumentationTests {

    private static final Path DOCS = Path.of("../docs");

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorHasAPage(ErrorCode code) throws IOException {
        Path page = DOCS.resolve("errors").resolve(code.code() + ".md");
        assertThat(page).exists();
        assertThat(Files.readAllLines(page).get(0)).isEqualTo("# " + code.code() + ": " + code.title());
    }

    @Test
    void everyErrorPageHasAnError() throws IOException {
        List<String> known = Arrays.stream(ErrorCode.values())
                .map(code -> code.code() + ".md")
                .toList();
        try (Stream<Path> pages = Files.list(DOCS.resolve("errors"))) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.startsWith("WB-"))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @Test
    void errorCodesAreDistinct() {
        assertThat(ErrorCode.values()).extracting(ErrorCode::code).doesNotHaveDuplicates();
    }
}
