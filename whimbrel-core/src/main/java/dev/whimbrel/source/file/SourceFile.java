package dev.whimbrel.source.file;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A file of a migrations folder.
 *
 * @param path its path below the folder, with slashes
 * @param content opens the file's bytes
 */
public record SourceFile(String path, Content content) {

    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    /** {@return the text in UTF-8; reading fails where it is something else} */
    public Reader open() throws IOException {
        return new InputStreamReader(
                content.open(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /**
     * {@return the text of a file that stays in memory, as a lock or journal file does}
     *
     * @throws TimelineException if it cannot be read, is not UTF-8 or longer than 16 MiB
     */
    public String text() {
        try (InputStream bytes = content.open()) {
            byte[] read = bytes.readNBytes(LONGEST_TEXT + 1);
            if (read.length > LONGEST_TEXT) {
                throw unreadable("it is longer than " + LONGEST_TEXT + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("it is not valid UTF-8");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** {@return the failure to read this file} */
    public TimelineException unreadable(IOException e) {
        return unreadable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private TimelineException unreadable(String why) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_UNREADABLE,
                path + " cannot be read",
                why,
                "check the file and its permissions, then run again"));
    }

    /** Opens a file's bytes, again and again. */
    public interface Content {

        InputStream open() throws IOException;
    }
}
