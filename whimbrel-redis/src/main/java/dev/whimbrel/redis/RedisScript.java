package dev.whimbrel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The Lua scripts of this module, each in a file beside this class. */
enum RedisScript {
    RUN,
    READ,
    TAKE,
    HOLD,
    RELEASE,
    REMOVE;

    /** {@return the script's text in UTF-8} */
    byte[] text() {
        String file = name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream text = RedisScript.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** {@return what the server knows a script by that it has seen: SHA-1 in hexadecimal} */
    static String digest(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
