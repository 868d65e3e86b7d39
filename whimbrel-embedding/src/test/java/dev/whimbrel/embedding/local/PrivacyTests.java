package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From version 1.29 on, ONNX Runtime's libraries carry a client that sends events to its maker, and the only way to keep it
 * from doing so is a variable set before the process starts. Whoever raises the version finds out here.
 */
class PrivacyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-x64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime.so",
                "osx-aarch64/libonnxruntime.dylib",
                "win-x64/onnxruntime.dll"
            })
    void theRuntimeCarriesNothingThatSendsEvents(String library) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                PrivacyTests.class.getResourceAsStream("/ai/onnxruntime/native/" + library), library)) {
            String bytes = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(bytes.contains("ORT_DISABLE_TELEMETRY")).isFalse();
            assertThat(bytes.contains("events.data.microsoft.com")).isFalse();
        }
    }
}
