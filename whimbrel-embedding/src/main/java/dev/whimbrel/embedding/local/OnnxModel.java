package dev.whimbrel.embedding.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
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

/**
 * A model in ONNX Runtime: token ids in, a vector for each token out. A run is computed by the thread that asks for it; any
 * number of them may go on at once.
 */
final class OnnxModel implements AutoCloseable {

    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String TYPES = "token_type_ids";

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxOutput output;
    private final String revision;
    private final String tokenizer;

    private OnnxModel(String name, OrtEnvironment environment, ModelFiles.Opened opened) throws OrtException {
        this.name = name;
        this.environment = environment;
        this.session = opened.session();
        this.revision = opened.revision();
        this.tokenizer = opened.tokenizer();
        this.output = OnnxOutput.of(session);
    }

    /**
     * {@return the model}
     *
     * @param name by which people know it
     * @throws RefusedException if it cannot be used, or ONNX Runtime cannot run here
     */
    static OnnxModel open(String name, ModelFiles files) {
        OrtEnvironment environment = OnnxEnvironment.open();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            ModelFiles.Opened opened = files.open(environment, options);
            try {
                return new OnnxModel(name, environment, opened);
            } catch (OrtException | RefusedException e) {
                opened.session().close();
                throw e;
            }
        } catch (OrtException e) {
            throw ModelFiles.noModel("the model", e);
        }
    }

    /** {@return how many numbers it gives for a token} */
    int width() {
        return output.width();
    }

    String revision() {
        return revision;
    }

    String tokenizer() {
        return tokenizer;
    }

    /**
     * {@return a vector for each text, in their order; they are padded to the longest of them and no further}
     *
     * @throws RefusedException if the model fails
     */
    List<float[]> run(List<TokenizedText> batch, Pooler pooler) {
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
                        inputs(Map.of(IDS, idTensor, MASK, maskTensor, TYPES, typeTensor)), Set.of(output.name()))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            List<float[]> vectors = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                vectors.add(pooler.pool(
                        numbers, row * longest * output.width(), batch.get(row).length()));
            }
            return vectors;
        } catch (OrtException e) {
            throw new RefusedException(
                    new Problem(
                            ErrorCode.MODEL_REFUSED,
                            "the model " + name + " failed",
                            String.valueOf(e.getMessage()),
                            "see whether max-tokens is more than the model was made for, and whether memory suffices"),
                    e);
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
