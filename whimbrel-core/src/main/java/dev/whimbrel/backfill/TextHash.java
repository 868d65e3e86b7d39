package dev.whimbrel.backfill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By which it is told whether a vector is of a row's present text; for databases that cannot compute it themselves. */
public final class TextHash {

    private TextHash() {}

    /** {@return SHA-256 of the text in UTF-8, 32 bytes} */
    public static byte[] of(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
