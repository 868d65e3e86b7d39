package dev.whimbrel.benchmarks.lexer;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kinds of statements that scripts are full of. */
public enum ScriptShape {
    SMALL_INSERTS(i -> """
            INSERT INTO messages (id, author, body, sent_at)
            VALUES (%d, 'user %d', 'it''s a short message; no more', '2026-01-14 09:30:00+00');
            """.formatted(i, i % 97)),

    FUNCTION_BODIES(i -> """
            CREATE OR REPLACE FUNCTION touch_%d() RETURNS trigger LANGUAGE plpgsql AS $body$
            DECLARE
                changed integer := 0; -- counted below
            BEGIN
                IF NEW.body IS DISTINCT FROM OLD.body THEN
                    UPDATE threads SET changed_at = now() WHERE id = NEW.thread_id AND title <> 'it''s';
                    GET DIAGNOSTICS changed = ROW_COUNT;
                    RAISE NOTICE 'changed % rows; $1 stays', changed;
                END IF;
                RETURN NEW;
            END
            $body$;
            """.replace("%d", String.valueOf(i))),

    VECTOR_LITERALS(i -> "INSERT INTO chunks (id, embedding) VALUES (%d, '[%s]');%n".formatted(i, vector(i)));

    private static final int DIMENSION = 1536;

    private final IntFunction<String> statement;

    ScriptShape(IntFunction<String> statement) {
        this.statement = statement;
    }

    /** {@return as many statements as fit into that many characters, all of them ASCII} */
    String script(int length) {
        StringBuilder script = new StringBuilder(length);
        String next = statement.apply(0);
        for (int i = 1; script.length() + next.length() <= length; i++) {
            script.append(next);
            next = statement.apply(i);
        }
        return script.append(" ".repeat(length - script.length())).toString();
    }

    private static String vector(int seed) {
        return IntStream.range(0, DIMENSION)
                .mapToObj(i -> "0.0" + (10_000_000 + (seed * 31 + i) * 7919 % 89_999_999))
                .collect(Collectors.joining(","));
    }
}
