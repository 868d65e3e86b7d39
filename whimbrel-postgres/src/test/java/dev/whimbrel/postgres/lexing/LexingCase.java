package dev.whimbrel.postgres.lexing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small script in the folder {@code lexing} of the test resources, whose name says what there is to stumble over.
 *
 * @param name the file's name
 * @param script without a byte order mark, which is taken off where files are read
 */
public record LexingCase(String name, String script) {

    /** {@return those that are split as psql splits them} */
    public static List<LexingCase> all() {
        return in("cases");
    }

    /** {@return those that are split in another way, for a reason} */
    static List<LexingCase> onPurpose() {
        return in("on-purpose");
    }

    private static List<LexingCase> in(String folder) {
        try (Stream<Path> files = Files.list(Path.of(requireNonNull(LexingCase.class.getResource("/lexing/" + folder))
                .toURI()))) {
            return files.sorted().map(LexingCase::read).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LexingCase read(Path file) {
        try {
            String text = Files.readString(file);
            return new LexingCase(file.getFileName().toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean copies() {
        return script.contains("CREATE TABLE copied");
    }

    @Override
    public String toString() {
        return name;
    }
}
