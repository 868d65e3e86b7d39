package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.file.SourceFile;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments at the head of a file tell Atlas.
 *
 * <p>The first line may name a delimiter or leave the file out of the sum. Everything else counts only if an empty line
 * divides the comments from the first statement.
 *
 * @param directives in order
 */
record AtlasDirectives(String file, List<Directive> directives) {

    private static final int HEAD = 64 * 1024;
    private static final Pattern DIRECTIVE = Pattern.compile("([ -~]*?)atlas:(\\w+)(?: +([ -~]*?))?\\s*");
    private static final Set<String> NEED_EMPTY_LINE = Set.of("txmode", "checkpoint");

    /** A line {@code -- atlas:name value}. */
    record Directive(int line, String prefix, String name, String value) {}

    /**
     * {@return the directives of that file}
     *
     * @throws TimelineException if one of them stands where Atlas would not see it
     */
    static AtlasDirectives of(SourceFile file) {
        String head = head(file);
        List<Directive> found = new ArrayList<>();
        int line = 0;
        boolean isDetached = false;
        for (String text : head.lines().toList()) {
            line++;
            if (!text.startsWith("--") && !text.startsWith("#")) {
                isDetached = text.isBlank();
                break;
            }
            Matcher directive = DIRECTIVE.matcher(text);
            if (directive.matches()) {
                String value = Optional.ofNullable(directive.group(3)).orElse("");
                found.add(new Directive(line, directive.group(1), directive.group(2), value));
            }
        }
        if (!isDetached) {
            found.stream()
                    .filter(directive -> NEED_EMPTY_LINE.contains(directive.name()))
                    .findFirst()
                    .ifPresent(directive -> {
                        throw attached(file, directive);
                    });
        }
        return new AtlasDirectives(file.path(), List.copyOf(found));
    }

    private static String head(SourceFile file) {
        try (Reader text = file.open()) {
            char[] read = new char[HEAD];
            int count = 0;
            for (int more = 0; more >= 0 && count < HEAD; count += Math.max(0, more)) {
                more = text.read(read, count, HEAD - count);
            }
            return new String(read, 0, count);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static TimelineException attached(SourceFile file, Directive directive) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_MARKER,
                file.path() + ":" + directive.line() + ": Atlas does not see `atlas:" + directive.name() + "` here",
                "a directive for the whole file counts only if an empty line follows the comments at its head",
                "put an empty line before the first statement"));
    }

    /** {@return whether the file takes no part in {@code atlas.sum} but by its name} */
    boolean isOutsideSum() {
        return first("sum")
                .filter(directive -> directive.value().equals("ignore"))
                .isPresent();
    }

    /** {@return what ends a statement instead of a semicolon} */
    Optional<String> delimiter() {
        return first("delimiter")
                .filter(directive -> directive.prefix().equals("-- "))
                .map(directive -> directive
                        .value()
                        .replace("\\n", "\n")
                        .replace("\\r", "\r")
                        .replace("\\t", "\t"))
                .filter(delimiter -> !delimiter.isEmpty() && !delimiter.equals(";"));
    }

    private Optional<Directive> first(String name) {
        return named(name).filter(directive -> directive.line() == 1);
    }

    /** {@return the first directive of that name} */
    Optional<Directive> named(String name) {
        return directives.stream()
                .filter(directive -> directive.name().equals(name))
                .findFirst();
    }
}
