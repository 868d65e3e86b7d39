package dev.whimbrel.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A file of a migrations folder.
 *
 * @param path its path below the folder, with slashes
 * @param content opens the file's bytes
 */
public record SourceFile(String path, Content content) {

    /** {@return the text in UTF-8; reading fails where it is something else} */
    public Reader open() throws IOException {
        return new InputStreamReader(
                content.open(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Opens a file's bytes, again and again. */
    public interface Content {

        InputStream open() throws IOException;
    }
}
