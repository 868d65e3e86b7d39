package dev.whimbrel.source;

import dev.whimbrel.source.file.SourceFile;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words at the beginning of a script that only one kind of SQL database knows. Good for a guess that a person sees, and
 * for nothing else: they may stand in a comment.
 */
record DialectWords(String file, String dialect, String words) {

    private static final int BEGINNING = 64 * 1024;
    private static final Map<String, Pattern> PATTERNS = new LinkedHashMap<>();

    static {
        PATTERNS.put(
                "postgresql",
                words(
                        "create extension|plpgsql|timestamptz|bigserial|serial|jsonb|vector\\(\\d+\\)"
                                + "|using (?:gin|gist|hnsw|ivfflat)|create index concurrently|gen_random_uuid|generated (?:always|by default) as identity"));
        PATTERNS.put("sqlite", words("autoincrement|pragma|without rowid|datetime\\('now'"));
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?i)(?<!\\w)(?:" + alternatives + ")(?!\\w)");
    }

    /** {@return the first such words of a script} */
    static Optional<DialectWords> in(SourceFile file) {
        String beginning = beginning(file);
        for (Map.Entry<String, Pattern> dialect : PATTERNS.entrySet()) {
            Matcher found = dialect.getValue().matcher(beginning);
            if (found.find()) {
                return Optional.of(new DialectWords(file.path(), dialect.getKey(), found.group()));
            }
        }
        return Optional.empty();
    }

    private static String beginning(SourceFile file) {
        try (Reader text = file.open()) {
            char[] read = new char[BEGINNING];
            int count = 0;
            for (int more = 0; more >= 0 && count < BEGINNING; count += Math.max(0, more)) {
                more = text.read(read, count, BEGINNING - count);
            }
            return new String(read, 0, count);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }
}
