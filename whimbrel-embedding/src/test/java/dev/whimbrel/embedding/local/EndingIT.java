package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.server.MiniLm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is asked to end while it works with a local model. */
final class EndingIT {

    private static final long SECONDS = 60;

    @TempDir
    private Path home;

    @Test
    void opensModelsUntilItHasEnded() throws Exception {
        Path output = home.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ErrorFile=" + home.resolve("crash"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingIT.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo("384\n384\n384\n");
    }

    /** Opens one model, and others when the JVM has begun to end. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            embed();
            embed();
        }));
        embed();
        System.exit(0);
    }

    private static void embed() {
        try (EmbeddingModel model = EmbeddingModels.open(ModelSettings.of(MiniLm.NAME))) {
            System.out.println(
                    model.embed(List.of("a text"), Role.PASSAGE).vectors().get(0).length);
        }
    }
}
