package dev.whimbrel.embedding.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a model and its tokenizer are read from. */
interface ModelFiles {

    /**
     * A model that was read.
     *
     * @param session of it
     * @param revision the files' names and SHA-256
     * @param tokenizer the text of its {@code tokenizer.json}
     */
    record Opened(OrtSession session, String revision, String tokenizer) {}

    /**
     * {@return the model}
     *
     * @throws RefusedException if a file is missing or is no model
     */
    Opened open(OrtEnvironment environment, OrtSession.SessionOptions options);

    static String revision(String model, MessageDigest ofModel, MessageDigest ofTokenizer) {
        return model + " sha256:" + HexFormat.of().formatHex(ofModel.digest()) + ", tokenizer.json sha256:"
                + HexFormat.of().formatHex(ofTokenizer.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static RefusedException missing(String what, String why, String remedy, @Nullable Throwable cause) {
        return new RefusedException(new Problem(ErrorCode.MODEL_FILE_MISSING, what, why, remedy), cause);
    }

    static RefusedException unreadable(Object file, IOException cause) {
        return missing(
                file + " cannot be read",
                String.valueOf(cause.getMessage()),
                "see that the file is whole and that you may read it",
                cause);
    }

    static RefusedException noModel(Object file, OrtException cause) {
        return missing(
                file + " is no model that can be used",
                String.valueOf(cause.getMessage()),
                "name a model in ONNX format with the inputs input_ids and attention_mask",
                cause);
    }
}
