package dev.whimbrel.embedding.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/** Reads and writes JSON as a stream: a request's vectors are a million numbers, which need no object each. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int FIRST_SIZE = 1536;

    private Json() {}

    /** Writes an object. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads the value of one key of an object; the parser stands at its first token. */
    @FunctionalInterface
    public interface Reader {
        void read(String key, JsonParser json) throws IOException;
    }

    public static byte[] object(Writer content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Read a text that is an object. */
    public static void read(byte[] text, Reader reader) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is no JSON object");
            }
            readObject(json, reader);
        }
    }

    /** Read the object at whose start the parser stands. */
    public static void readObject(JsonParser json, Reader reader) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            reader.read(key, json);
            json.skipChildren();
        }
    }

    /** {@return a vector, written as numbers or as the base64 of its bytes, little end first} */
    public static float[] vector(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? decoded(json.getText()) : numbers(json);
    }

    private static float[] numbers(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("a vector is neither a list of numbers nor a text");
        }
        float[] vector = new float[FIRST_SIZE];
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (length == vector.length) {
                vector = Arrays.copyOf(vector, 2 * length);
            }
            // null stands for what JSON cannot write: not a number
            vector[length++] = json.currentToken() == JsonToken.VALUE_NULL ? Float.NaN : json.getFloatValue();
        }
        return Arrays.copyOf(vector, length);
    }

    private static float[] decoded(String base64) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("a vector is no base64", e);
        }
        if (bytes.length % Float.BYTES != 0) {
            throw new IOException("a vector's base64 is not made of numbers of four bytes");
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
