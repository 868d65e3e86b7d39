package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Script;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hashes of Atlas: one runs over names and bytes of all files, and a file's is the state after it. A file that says it is
 * to be left out counts with its name alone, which is not seen here; then nothing is said. Not thread-safe.
 */
final class AtlasHashes {

    private Optional<Map<String, String>> known = Optional.empty();

    /** @param base64 the hash as stored */
    Fingerprint fingerprint(String base64) {
        return (migration, files) ->
                base64.equals(of(files).get(migration.up().name())) ? Verdict.EQUAL : Verdict.NOT_VERIFIABLE;
    }

    private Map<String, String> of(List<Migration> files) {
        Map<String, String> hashes = known.orElseGet(() -> read(files));
        known = Optional.of(hashes);
        return hashes;
    }

    private static Map<String, String> read(List<Migration> files) {
        Map<String, String> hashes = new HashMap<>();
        MessageDigest running = Digests.digest("SHA-256");
        files.stream()
                .map(Migration::up)
                .sorted(Comparator.comparing(Script::name))
                .forEach(script -> {
                    running.update(script.name().getBytes(StandardCharsets.UTF_8));
                    Digests.add(script, running);
                    hashes.put(script.name(), state(running));
                });
        return hashes;
    }

    private static String state(MessageDigest running) {
        try {
            MessageDigest copy = (MessageDigest) running.clone();
            return Base64.getEncoder().encodeToString(copy.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }
}
