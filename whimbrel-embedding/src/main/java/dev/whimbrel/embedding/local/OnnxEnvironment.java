package dev.whimbrel.embedding.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime itself, one in a JVM, for as long as that lives.
 *
 * <p>Its Java side gives it up as soon as the JVM is asked to end, while others still finish what they have begun: who opens
 * a model then, as a backfill at which Ctrl-C comes early, crashes the JVM. Its native side counts who uses it, so one more
 * user is entered, who never leaves.
 */
final class OnnxEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEnvironment.class);
    private static final AtomicBoolean IS_KEPT = new AtomicBoolean();

    private OnnxEnvironment() {}

    /**
     * {@return ONNX Runtime, quiet and without telemetry}
     *
     * @throws RefusedException if it cannot run here
     */
    static OrtEnvironment open() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            if (IS_KEPT.compareAndSet(false, true)) {
                keep();
            }
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

    private static void keep() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method enter = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            enter.setAccessible(true);
            enter.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version may have another way; all else works without this.
            LOG.debug("ONNX Runtime ends when the JVM is asked to", e);
        }
    }
}
