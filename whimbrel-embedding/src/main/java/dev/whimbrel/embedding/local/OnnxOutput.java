package dev.whimbrel.embedding.local;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.whimbrel.embedding.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a model gives the vectors of tokens.
 *
 * @param name of the output
 * @param width how many numbers it gives for a token
 */
record OnnxOutput(String name, int width) {

    private static final List<String> USUAL = List.of("last_hidden_state", "token_embeddings");
    private static final int DIMENSIONS_OF_TOKENS = 3;

    /**
     * {@return the output of a model}
     *
     * @throws RefusedException if it is none that embeds texts
     */
    static OnnxOutput of(OrtSession session) throws OrtException {
        requireInputs(session.getInputInfo());
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        String name = name(outputs);
        return new OnnxOutput(name, width(outputs.get(name)));
    }

    private static void requireInputs(Map<String, NodeInfo> inputs) {
        Set<String> known = Set.of(OnnxModel.IDS, OnnxModel.MASK, OnnxModel.TYPES);
        boolean areLongs = inputs.values().stream()
                .allMatch(input -> input.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.INT64);
        if (!known.containsAll(inputs.keySet()) || !inputs.containsKey(OnnxModel.IDS) || !areLongs) {
            throw ModelFiles.missing(
                    "the model wants other inputs than an embedding model has",
                    "it wants " + inputs.keySet()
                            + "; known are input_ids, attention_mask and token_type_ids, of type int64",
                    "export the model for feature extraction",
                    null);
        }
    }

    private static String name(Map<String, NodeInfo> outputs) {
        return USUAL.stream()
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
}
