package dev.whimbrel.embedding.provider;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a model runs in this process.
 *
 * @param folder holds the model and its {@code tokenizer.json}; the class path if empty
 * @param file the model's file, below the folder; {@code model.onnx} or {@code onnx/model.onnx} if empty
 * @param threads that compute; as many as there are processors if empty
 */
public record LocalSettings(Optional<Path> folder, Optional<String> file, Optional<Integer> threads) {

    public LocalSettings {
        if (threads.isPresent() && threads.get() < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads.get());
        }
    }

    /** {@return the class path, and all processors} */
    public static LocalSettings defaults() {
        return new LocalSettings(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public LocalSettings withFolder(Path other) {
        return new LocalSettings(Optional.of(other), file, threads);
    }

    public LocalSettings withFile(String other) {
        return new LocalSettings(folder, Optional.of(other), threads);
    }

    public LocalSettings withThreads(int other) {
        return new LocalSettings(folder, file, Optional.of(other));
    }
}
