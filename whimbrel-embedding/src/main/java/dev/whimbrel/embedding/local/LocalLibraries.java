package dev.whimbrel.embedding.local;

import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The libraries that compute models. They are large, so who needs none may leave them out. */
final class LocalLibraries {

    /** By class; its name alone must not load it. */
    private static final List<Library> ALL = List.of(
            new Library("com.microsoft.onnxruntime:onnxruntime", "ai/onnxruntime/OrtEnvironment.class"),
            new Library("ai.djl.huggingface:tokenizers", "ai/djl/huggingface/tokenizers/jni/TokenizersLibrary.class"));

    private LocalLibraries() {}

    private record Library(String name, String resource) {

        boolean isThere(ClassLoader loader) {
            return loader.getResource(resource) != null;
        }
    }

    /**
     * Look for them before a class is touched that needs them.
     *
     * @throws RefusedException if one is not there
     */
    static void require(ClassLoader loader) {
        String missing = ALL.stream()
                .filter(library -> !library.isThere(loader))
                .map(Library::name)
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    new Problem(
                            ErrorCode.MODEL_LIBRARY_UNUSABLE,
                            "models in this process are not installed",
                            missing + " cannot be found; they are large, and an archive of their own",
                            "unpack whimbrel-VERSION-local-models.tar.gz over the installed program; in an application,"
                                    + " add them to the class path; or use a model behind HTTP: openai, ollama"),
                    null);
        }
    }
}
