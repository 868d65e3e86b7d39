package dev.whimbrel.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** How the server takes a key in binary. */
enum KeyForm {
    TEXT(key -> key.getBytes(StandardCharsets.UTF_8)),
    SMALLINT(key -> number(Short.BYTES, Short.parseShort(key))),
    INTEGER(key -> number(Integer.BYTES, Integer.parseInt(key))),
    BIGINT(key -> number(Long.BYTES, Long.parseLong(key))),
    UUID_BYTES(key -> HexFormat.of().parseHex(key.replace("-", "")));

    private final Function<String, byte[]> encoding;

    KeyForm(Function<String, byte[]> encoding) {
        this.encoding = encoding;
    }

    /** The highest byte comes first. */
    private static byte[] number(int size, long value) {
        return Arrays.copyOfRange(
                ByteBuffer.allocate(Long.BYTES).putLong(value).array(), Long.BYTES - size, Long.BYTES);
    }

    /** {@return that of a type; nothing for types which only the server converts} */
    static Optional<KeyForm> of(String type) {
        return switch (type) {
            case "text", "character varying" -> Optional.of(TEXT);
            case "smallint" -> Optional.of(SMALLINT);
            case "integer" -> Optional.of(INTEGER);
            case "bigint" -> Optional.of(BIGINT);
            case "uuid" -> Optional.of(UUID_BYTES);
            default -> Optional.empty();
        };
    }

    /** @param key as the server writes it in text */
    byte[] bytes(String key) {
        return encoding.apply(key);
    }
}
