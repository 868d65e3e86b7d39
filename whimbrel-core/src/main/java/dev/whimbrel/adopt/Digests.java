package dev.whimbrel.adopt;

import dev.whimbrel.migration.Script;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files, byte for byte as they lie on disk. */
final class Digests {

    private Digests() {}

    /** {@return the hash of the script's whole file, in lower-case hexadecimal} */
    static String hex(String algorithm, Script script) {
        MessageDigest digest = digest(algorithm);
        add(script, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    static String hex(String algorithm, String text) {
        return HexFormat.of().formatHex(digest(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void add(Script script, MessageDigest digest) {
        script.readFile(file -> file.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
    }

    /** {@return the whole file's text} */
    static String text(Script script) {
        return script.readFile(file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
