package dev.whimbrel.embedding.local;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The native library of Hugging Face's tokenizers.
 *
 * <p>DJL's own way to it looks for graphics cards, fetches another library over the network where it finds one, and tells its
 * maker that it was used. So the library that its jar brings is loaded here, and nothing of DJL runs but the methods that
 * lead into it. It is unpacked into a folder of its own that only this user can enter, and deleted as soon as it is loaded:
 * nobody can put another in its place, and a killed process leaves nothing behind.
 */
final class TokenizerLibrary {

    private static final List<String> PLATFORMS = List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

    private TokenizerLibrary() {}

    /** Loads when first touched; what goes wrong then is reported each time. */
    private static final class Holder {

        private static final TokenizersLibrary LIBRARY = load();

        private static TokenizersLibrary load() {
            unpackAndLoad();
            return TokenizersLibrary.LIB;
        }
    }

    /**
     * {@return the library's methods}
     *
     * @throws RefusedException if it cannot be loaded on this machine
     */
    static TokenizersLibrary get() {
        try {
            return Holder.LIBRARY;
        } catch (ExceptionInInitializerError e) {
            throw unusable(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (NoClassDefFoundError e) {
            throw unusable("loading it failed before in this process", e);
        }
    }

    private static void unpackAndLoad() {
        if (TokenizersLibrary.class.getClassLoader() != TokenizerLibrary.class.getClassLoader()) {
            throw new IllegalStateException(
                    "whimbrel-embedding and ai.djl.huggingface:tokenizers must be loaded by the same class loader");
        }
        String platform = platform();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("whimbrel-tokenizers");
            for (String name : names(platform)) {
                Path file = folder.resolve(name);
                try (InputStream packed = resource("native/lib/" + platform + "/cpu/" + name)) {
                    Files.copy(packed, file);
                }
                System.load(file.toString());
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        } finally {
            delete(folder);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = TokenizersLibrary.class.getClassLoader().getResourceAsStream(name);
        if (resource == null) {
            throw new IOException("there is no tokenizer library for this machine; there are those for "
                    + String.join(", ", PLATFORMS));
        }
        return resource;
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return (system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux")
                + "-"
                + (machine.equals("amd64") ? "x86_64" : machine);
    }

    private static List<String> names(String platform) {
        String library = System.mapLibraryName("tokenizers");
        return platform.startsWith("win")
                ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", library)
                : List.of(library);
    }

    /** A loaded library stays loaded without its file; only Windows keeps the file, until the process ends. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private static void delete(@Nullable Path folder) {
        File[] files = folder == null ? null : folder.toFile().listFiles();
        if (folder == null || files == null) {
            return;
        }
        folder.toFile().deleteOnExit();
        for (File file : files) {
            if (!file.delete()) {
                file.deleteOnExit();
            }
        }
        folder.toFile().delete();
    }

    private static RefusedException unusable(String why, Throwable cause) {
        return new RefusedException(
                new Problem(
                        ErrorCode.MODEL_LIBRARY_UNUSABLE,
                        "the tokenizer library cannot be loaded",
                        why,
                        "use a system with glibc (not Alpine) on one of "
                                + String.join(", ", PLATFORMS)
                                + ", or a model behind HTTP: openai, ollama"),
                cause);
    }
}
