package dev.whimbrel.embedding.local;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Metric;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.known.KnownModels;
import dev.whimbrel.embedding.known.ModelFacts;
import dev.whimbrel.embedding.provider.LocalSettings;
import dev.whimbrel.embedding.provider.ModelProvider;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Optional;

/** Models in ONNX format that run in this process: from a folder, or from a library on the class path. */
public final class LocalProvider implements ModelProvider {

    private static final String NAME = "local";

    private final KnownModels known = KnownModels.bundled();

    @Override
    public boolean accepts(ModelSettings settings) {
        return known.facts(settings).provider().filter(NAME::equals).isPresent();
    }

    @Override
    public EmbeddingModel open(ModelSettings settings) {
        LocalLibraries.require(LocalProvider.class.getClassLoader());
        ModelFacts facts = known.facts(settings);
        int maxTokens = facts.require(facts.maxTokens(), "max-tokens", "512");
        Pooling pooling = facts.require(facts.pooling(), "pooling", "mean");
        OnnxModel model = OnnxModel.open(facts.model(), files(settings.local(), facts));
        try {
            Profile profile = new Profile(
                    NAME,
                    facts.model(),
                    facts.revision().map(said -> said + ", ").orElse("") + model.revision(),
                    dimension(facts, model.width()),
                    facts.prefixes(),
                    pooling,
                    facts.normalisation(),
                    maxTokens,
                    Metric.COSINE);
            return new LocalModel(
                    model,
                    tokenizer(model, maxTokens),
                    profile,
                    settings.overlong(),
                    settings.local().threads().orElse(Runtime.getRuntime().availableProcessors()));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static ModelFiles files(LocalSettings settings, ModelFacts facts) {
        Optional<ModelFiles> folder =
                settings.folder().map(path -> new FolderFiles(path.toAbsolutePath(), settings.file()));
        return folder.or(() -> facts.classPath().map(ClassPathFiles::new))
                .orElseThrow(() -> new SettingsException(new Problem(
                        ErrorCode.SETTINGS_INVALID_VALUE,
                        "models." + facts.name() + ".folder is missing",
                        "no library brings the files of " + facts.model(),
                        "put the model's ONNX file and its tokenizer.json into a folder and name it:"
                                + " `folder: models/" + facts.name() + "`")));
    }

    private static Tokenizer tokenizer(OnnxModel model, int maxTokens) {
        try {
            return new Tokenizer(model.tokenizer(), maxTokens);
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ModelFiles.missing(
                    "tokenizer.json is no tokenizer that can be used",
                    String.valueOf(e.getMessage()),
                    "use the tokenizer.json that was published with the model",
                    e);
        }
    }

    private static int dimension(ModelFacts facts, int width) {
        int wanted = facts.dimension().orElse(width);
        boolean isPossible = wanted == width || (wanted < width && facts.reducible());
        if (!isPossible) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "models." + facts.name() + ".dimension is " + wanted + ", and the model gives " + width,
                    wanted > width
                            ? "a model cannot give more numbers than it has"
                            : "only models trained for it keep their meaning when numbers are cut off",
                    "write `dimension: " + width + "`, or leave it out"
                            + (wanted > width ? "" : "; if the model is made for it, say `reducible: true`")));
        }
        return wanted;
    }
}
