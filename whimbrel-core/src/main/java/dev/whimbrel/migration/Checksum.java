package dev.whimbrel.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a script's text in UTF-8, with every line end counted as one line feed and one leading byte order mark
 * dropped, so that neither an editor nor a checkout on another system changes it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Checksum(String hex) {

    private static final int LENGTH = 64;
    private static final int SHORT = 12;

    public Checksum {
        if (hex.length() != LENGTH || !hex.chars().allMatch(Checksum::isDigit)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + hex);
        }
    }

    private static boolean isDigit(int c) {
        return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f');
    }

    /** {@return the checksum of a text that is at hand as a whole} */
    public static Checksum of(String text) {
        return new Digest().add(text).checksum();
    }

    /** {@return the first digits, enough for a person to tell two apart} */
    public String abbreviated() {
        return hex.substring(0, SHORT);
    }

    /** As it would be anyway, but that a record's own is put together anew at each start of a program. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checksum checksum && checksum.hex.equals(hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Takes a text piece by piece. Not thread-safe. */
    public static final class Digest {

        private static final char BYTE_ORDER_MARK = '\uFEFF';

        /** Looking for who computes it takes longer than to compute it for a script. */
        private static final MessageDigest EMPTY = sha256();

        private final MessageDigest sha256 = copy(EMPTY);
        private boolean atStart = true;
        private boolean afterCarriageReturn;
        /** The first half of a surrogate pair that a piece ended with, to be encoded together with the second. */
        private String half = "";

        /** Add the next piece of the text, wherever it was cut. */
        public Digest add(CharSequence piece) {
            String text = half.concat(piece.toString());
            if (text.isEmpty()) {
                return this;
            }
            char first = text.charAt(0);
            char last = text.charAt(text.length() - 1);
            int from = (atStart && first == BYTE_ORDER_MARK) || (afterCarriageReturn && first == '\n') ? 1 : 0;
            int to = text.length() - (Character.isHighSurrogate(last) ? 1 : 0);
            atStart = false;
            afterCarriageReturn = last == '\r';
            half = text.substring(to);
            sha256.update(withLineFeeds(text.substring(from, to)).getBytes(StandardCharsets.UTF_8));
            return this;
        }

        private static String withLineFeeds(String text) {
            return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        }

        /** {@return the checksum of the whole text; nothing can be added after it} */
        public Checksum checksum() {
            return new Checksum(HexFormat.of().formatHex(sha256.digest()));
        }

        /** {@return the checksum of what was added until now} */
        public Checksum checksumSoFar() {
            return new Checksum(HexFormat.of().formatHex(copy(sha256).digest()));
        }

        private static MessageDigest copy(MessageDigest digest) {
            try {
                return (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
