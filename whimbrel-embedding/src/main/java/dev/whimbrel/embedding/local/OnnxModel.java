package dev.whimbrel.embedding.local;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model in ONNX Runtime: token ids in, a vector for each token out. A run is computed by the thread that asks for it; any
 * number of them may go on at once.
 */
final class OnnxModel implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final List<String> USUAL_OUTPUTS = List.of("last_hidden_state", "token_embeddings");
    private static final int DIMENSIONS_OF_TOKENS = 3;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String output;
    private final int width;
    private final String revision;
    private final String tokenizer;

    private OnnxModel(OrtEnvironment environment, ModelFiles.Opened opened) throws OrtException {
        this.environment = environment;
        this.session = opened.session();
        this.revision = opened.revision();
        this.tokenizer = opened.tokenizer();
        requireInputs(session.getInputInfo());
        this.output = output(session.getOutputInfo());
        this.width = width(session.getOutputInfo().get(output));
    }

    /**
     * {@return the model}
     *
     * @throws RefusedException if it cannot be used, or ONNX Runtime cannot run here
     */
    static OnnxModel open(ModelFiles files) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            ModelFiles.Opened opened = files.open(environment, options);
            try {
                return new OnnxModel(environment, opened);
            } catch (OrtException | RefusedException e) {
                opened.session().close();
                throw e;
            }
        } catch (OrtException e) {
            throw ModelFiles.noModel("the model", e);
        }
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | LinkageError e) {
            throw new RefusedException(
                    new Problem(
                            ErrorCode.MODEL_LIBRARY_UNUSABLE,
                            "ONNX Runtime cannot be loaded",
                            String.valueOf(e.getMessage()),
                            "use a system with glibc (not Alpine) on Linux, macOS or Windows,"
                                    + " or a model behind HTTP: openai, ollama"),
                    e);
        }
    }

    private static void requireInputs(Map<String, NodeInfo> inputs) {
        Set<String> known = Set.of(IDS, MASK, TYPES);
        boolean areLongs = inputs.values().stream()
                .allMatch(input -> input.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.INT64);
        if (!known.containsAll(inputs.keySet()) || !inputs.containsKey(IDS) || !areLongs) {
            throw ModelFiles.missing(
                    "the model wants other inputs than an embedding model has",
                    "it wants " + inputs.keySet()
                            + "; known are input_ids, attention_mask and token_type_ids, of type int64",
                    "export the model for feature extraction",
                    null);
        }
    }

    private static String output(Map<String, NodeInfo> outputs) {
        return USUAL_OUTPUTS.stream()
                .filter(outputs::containsKey)
                .findFirst()
                .or(() -> outputs.entrySet().stream()
                        .filter(entry -> shape(entry.getValue()).length == DIMENSIONS_OF_TOKENS)
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElseThrow(() -> ModelFiles.missing(
                        "the model gives no vectors of tokens",
                        "its outputs are " + outputs.keySet(),
                        "export the model for feature extraction, with the output last_hidden_state",
                        null));
    }

    private static int width(@Nullable NodeInfo output) {
        long[] shape = output == null ? new long[0] : shape(output);
        if (shape.length != DIMENSIONS_OF_TOKENS || shape[2] < 1) {
            throw ModelFiles.missing(
                    "the model does not say how long its vectors are",
                    "the last dimension of its output is open",
                    "export the model with a fixed width of its output",
                    null);
        }
        return Math.toIntExact(shape[2]);
    }

    private static long[] shape(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
    }

    /** {@return how many numbers it gives for a token} */
    int width() {
        return width;
    }

    String revision() {
        return revision;
    }

    String tokenizer() {
        return tokenizer;
    }

    /** {@return a vector for each text, in their order; they are padded to the longest of them and no further} */
    List<float[]> run(List<TokenizedText> batch, Pooler pooler) throws OrtException {
        int longest = batch.stream().mapToInt(TokenizedText::length).max().orElse(0);
        long[] shape = {batch.size(), longest};
        LongBuffer ids = longs(batch.size() * longest);
        LongBuffer mask = longs(batch.size() * longest);
        LongBuffer types = longs(batch.size() * longest);
        for (int row = 0; row < batch.size(); row++) {
            TokenizedText text = batch.get(row);
            ids.put(row * longest, text.ids());
            types.put(row * longest, text.types());
            for (int i = 0; i < text.length(); i++) {
                mask.put(row * longest + i, 1);
            }
        }
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids, shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, shape);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types, shape);
                OrtSession.Result result = session.run(
                        inputs(Map.of(IDS, idTensor, MASK, maskTensor, TYPES, typeTensor)), Set.of(output))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            List<float[]> vectors = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                vectors.add(pooler.pool(
                        numbers, row * longest * width, batch.get(row).length()));
            }
            return vectors;
        }
    }

    private Map<String, OnnxTensor> inputs(Map<String, OnnxTensor> all) {
        Map<String, OnnxTensor> wanted = new HashMap<>(all);
        wanted.keySet().retainAll(session.getInputNames());
        return wanted;
    }

    private static LongBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session of a model cannot be closed", e);
        }
    }
}
