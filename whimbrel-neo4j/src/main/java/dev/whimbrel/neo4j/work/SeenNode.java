package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Row;
import dev.whimbrel.backfill.TextHash;
import java.util.HexFormat;
import java.util.Optional;
import org.neo4j.driver.Record;

/**
 * A node as it was read.
 *
 * @param text that it is found by meaning with; nothing if it is blank or the node takes no part
 * @param hash of that text, SHA-256 in UTF-8, in hexadecimal; computed here, for Cypher has none
 * @param stored the hash of the text that its vector is of; nothing without a vector
 */
record SeenNode(NodeKey key, Optional<String> text, Optional<String> hash, Optional<String> stored) {

    /** {@return the node of a row with the columns {@code key}, {@code text} and {@code hash}} */
    static SeenNode of(Record row) {
        Optional<String> text =
                Optional.ofNullable(row.get("text").asString(null)).filter(words -> !words.isBlank());
        return new SeenNode(
                NodeKey.of(row.get("key")),
                text,
                text.map(words -> HexFormat.of().formatHex(TextHash.of(words))),
                Optional.ofNullable(row.get("hash").asString(null)));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** {@return whether it has a text, and no vector of it} */
    boolean isStale() {
        return text.isPresent() && !hash.equals(stored);
    }

    /** {@return whether it has a vector, and no text any more} */
    boolean isOrphaned() {
        return text.isEmpty() && stored.isPresent();
    }

    Row toRow() {
        return new Row(key.toString(), 0, text.orElseThrow(), hash.orElseThrow());
    }
}
