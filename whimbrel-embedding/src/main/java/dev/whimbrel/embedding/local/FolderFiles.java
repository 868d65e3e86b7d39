package dev.whimbrel.embedding.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a model in a folder: the model and, beside it or at the top, {@code tokenizer.json}. None of them may lie
 * outside of the folder, also not by way of a link.
 *
 * @param folder of the model
 * @param file the model's file below the folder; the usual names if empty
 */
record FolderFiles(Path folder, Optional<String> file) implements ModelFiles {

    private static final List<String> USUAL = List.of("model.onnx", "onnx/model.onnx");
    private static final String TOKENIZER = "tokenizer.json";
    private static final int PIECE = 1 << 20;

    @Override
    public Opened open(OrtEnvironment environment, OrtSession.SessionOptions options) {
        Path model = find(file.map(List::of).orElse(USUAL));
        Path tokenizer = find(List.of(TOKENIZER));
        try {
            MessageDigest ofModel = ModelFiles.sha256();
            for (Path part : parts(model)) {
                digest(part, ofModel);
            }
            MessageDigest ofTokenizer = ModelFiles.sha256();
            digest(tokenizer, ofTokenizer);
            return new Opened(
                    environment.createSession(model.toString(), options),
                    ModelFiles.revision(String.valueOf(model.getFileName()), ofModel, ofTokenizer),
                    Files.readString(tokenizer));
        } catch (IOException e) {
            throw ModelFiles.unreadable(folder, e);
        } catch (OrtException e) {
            throw ModelFiles.noModel(model, e);
        }
    }

    private Path find(List<String> names) {
        Path root = root();
        for (String name : names) {
            Path wanted = resolve(root, name);
            if (Files.exists(wanted)) {
                return contained(root, wanted);
            }
        }
        throw ModelFiles.missing(
                "there is no " + String.join(" and no ", names) + " in " + folder,
                "a model consists of its ONNX file and its tokenizer.json",
                "put the files there, or name the model's file: `file: …`",
                null);
    }

    private Path root() {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw ModelFiles.missing(
                    "the folder " + folder + " of a model does not exist or cannot be read",
                    String.valueOf(e.getMessage()),
                    "correct `folder:` in whimbrel.yaml",
                    e);
        }
    }

    private Path resolve(Path root, String name) {
        try {
            Path wanted = root.resolve(name).normalize();
            if (wanted.startsWith(root)) {
                return wanted;
            }
        } catch (InvalidPathException e) {
            throw escapes(name, e);
        }
        throw escapes(name, null);
    }

    private Path contained(Path root, Path wanted) {
        try {
            Path real = wanted.toRealPath();
            if (real.startsWith(root) && Files.isRegularFile(real)) {
                return real;
            }
        } catch (IOException e) {
            throw ModelFiles.unreadable(wanted, e);
        }
        throw escapes(root.relativize(wanted).toString(), null);
    }

    private RuntimeException escapes(String name, @Nullable Throwable cause) {
        return ModelFiles.missing(
                name + " is no file inside of the folder " + folder,
                "a model is read from its folder only, and a link that leads out of it is not followed",
                "copy the file into the folder, or name another one",
                cause);
    }

    /** Weights may stand apart from the model: {@code model.onnx_data}. They belong to what the model is. */
    private static List<Path> parts(Path model) throws IOException {
        String name = String.valueOf(model.getFileName());
        try (Stream<Path> beside = Files.list(model.resolveSibling("").toAbsolutePath())) {
            return beside.filter(path -> String.valueOf(path.getFileName()).startsWith(name))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static void digest(Path path, MessageDigest digest) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
    }
}
