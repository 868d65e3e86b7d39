package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.embedding.RefusedException;
import org.junit.jupiter.api.Test;

class LocalLibrariesTests {

    @Test
    void areFoundWhereTheyAre() {
        assertThatCode(() -> LocalLibraries.require(LocalLibrariesTests.class.getClassLoader()))
                .doesNotThrowAnyException();
    }

    /** The names of the classes are texts in it, which no compiler compares with the libraries. */
    @Test
    void whereTheyAreLeftOutOneMessageSaysWhatToAdd() {
        assertThatThrownBy(() -> LocalLibraries.require(ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("com.microsoft.onnxruntime:onnxruntime and ai.djl.huggingface:tokenizers")
                .hasMessageContaining("local-models");
    }
}
