package dev.whimbrel.cli.settings;

import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds a key and nothing else, as containers get them. */
final class KeyFile {

    private KeyFile() {}

    /** The file is not there, or empty. */
    static final class MissingException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        MissingException(Problem problem, Throwable cause) {
            super(problem.what(), cause);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static Secret read(String model, Path file) throws MissingException {
        try {
            String key = Files.readString(file).strip();
            if (key.isEmpty()) {
                throw new IOException("it is empty");
            }
            return Secret.of(key);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            throw new MissingException(
                    new Problem(
                            ErrorCode.MODEL_KEY_MISSING,
                            "the model " + model + " needs a key, and " + file + " cannot be read",
                            why,
                            "put the key into that file, or correct api-key-file"),
                    e);
        }
    }
}
