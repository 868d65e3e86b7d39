package dev.whimbrel.cli.settings;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds a key and nothing else, as containers get them. */
final class KeyFile {

    private KeyFile() {}

    /** {@return the key; or that it is missing, because the file is not there or empty} */
    static ApiKey read(String model, Path file) {
        try {
            String key = Files.readString(file).strip();
            if (key.isEmpty()) {
                throw new IOException("it is empty");
            }
            return new ApiKey.Given(Secret.of(key));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            return new ApiKey.Missing(new Problem(
                    ErrorCode.MODEL_KEY_MISSING,
                    "the model " + model + " needs a key, and " + file + " cannot be read",
                    why,
                    "put the key into that file, or correct api-key-file"));
        }
    }
}
