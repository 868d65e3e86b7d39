package dev.whimbrel.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** How the server takes a key in binary. */
enum KeyForm {
    TEXT {
        @Override
        byte[] bytes(String key) {
            return key.getBytes(StandardCharsets.UTF_8);
        }
    },
    SMALLINT {
        @Override
        byte[] bytes(String key) {
            return ByteBuffer.allocate(Short.BYTES)
                    .putShort(Short.parseShort(key))
                    .array();
        }
    },
    INTEGER {
        @Override
        byte[] bytes(String key) {
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt(Integer.parseInt(key))
                    .array();
        }
    },
    BIGINT {
        @Override
        byte[] bytes(String key) {
            return ByteBuffer.allocate(Long.BYTES).putLong(Long.parseLong(key)).array();
        }
    },
    UUID_BYTES {
        @Override
        byte[] bytes(String key) {
            UUID uuid = UUID.fromString(key);
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
    };

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
    abstract byte[] bytes(String key);
}
