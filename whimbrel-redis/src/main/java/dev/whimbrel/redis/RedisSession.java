package dev.whimbrel.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection to a Redis database, opened when first needed, and anew after it broke. Not thread-safe.
 *
 * <p>Answers are as the client library gives them: {@code byte[]} for text, {@code Long}, a {@code List} of these, or
 * null. A refusal by the server is thrown as {@link JedisDataException}.
 */
final class RedisSession implements AutoCloseable {

    private final RedisConnector connector;
    private final Map<RedisScript, String> known = new EnumMap<>(RedisScript.class);
    private @Nullable Connection connection;

    RedisSession(RedisConnector connector) {
        this.connector = connector;
    }

    RedisConnector connector() {
        return connector;
    }

    private Connection connection() {
        Connection open = connection;
        if (open == null || open.isBroken()) {
            close();
            open = connector.connect();
            connection = open;
        }
        return open;
    }

    /** {@return the answer to one command, which must come within ten seconds} */
    @Nullable
    Object ask(String command, String... arguments) {
        List<byte[]> words = new ArrayList<>();
        for (String argument : arguments) {
            words.add(bytes(argument));
        }
        return send(connection(), command, words);
    }

    /** {@return the answer to one command, however long it takes} */
    @Nullable
    Object await(List<byte[]> words) {
        Connection open = connection();
        open.setTimeoutInfinite();
        try {
            return send(open, text(words.get(0)), words.subList(1, words.size()));
        } finally {
            relent(open);
        }
    }

    /** {@return what a script returns, however long it takes} */
    @Nullable
    Object run(RedisScript script, List<String> keys, List<byte[]> arguments) {
        Connection open = connection();
        open.setTimeoutInfinite();
        try {
            return evaluate(open, script, keys, arguments);
        } finally {
            relent(open);
        }
    }

    private static void relent(Connection open) {
        if (!open.isBroken()) {
            open.rollbackTimeout();
        }
    }

    /** The text of a script goes over the line once; after that the server knows it by its digest. */
    private @Nullable Object evaluate(Connection open, RedisScript script, List<String> keys, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>(2 + keys.size() + arguments.size());
        words.add(bytes(known.getOrDefault(script, "")));
        words.add(bytes(String.valueOf(keys.size())));
        keys.forEach(key -> words.add(bytes(key)));
        words.addAll(arguments);
        if (known.containsKey(script)) {
            try {
                return send(open, "EVALSHA", words);
            } catch (JedisDataException e) {
                if (!RedisErrors.code(e).equals("NOSCRIPT")) {
                    throw e;
                }
            }
        }
        byte[] text = script.text();
        words.set(0, text);
        Object answer = send(open, "EVAL", words);
        known.put(script, RedisScript.digest(text));
        return answer;
    }

    private static @Nullable Object send(Connection open, String command, List<byte[]> words) {
        byte[] name = bytes(command);
        open.sendCommand(() -> name, words.toArray(byte[][]::new));
        return open.getOne();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return an answer as text} */
    static String text(@Nullable Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
    }

    /** {@return an answer of several parts} */
    static List<?> list(@Nullable Object answer) {
        return answer instanceof List<?> parts ? parts : List.of();
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (JedisException e) {
                // It is given up anyway; the server sees it end.
                open.setBroken();
            }
        }
    }
}
