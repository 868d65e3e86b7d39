package dev.whimbrel.source.file;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Checksum;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one pass over a file finds out, whatever the layout: that it is text, its checksum, and the section markers.
 *
 * @param checksum of the whole file
 * @param markers in the order they stand
 * @param firstText the first line that holds more than a line comment; beyond all lines if none does
 */
public record FileFacts(Checksum checksum, List<Marker> markers, int firstText) {

    private static final int PIECE = 8 * 1024;
    private static final int LONGEST_MARKER = 200;

    /**
     * A line that divides a file into sections.
     *
     * @param line counted from 1
     * @param tool {@code migrate} as dbmate writes it, {@code goose}, {@code sql-migrate}, {@code node-pg-migrate}, or
     *     {@code whimbrel} for options; the line of tern is that of dbmate's down section
     * @param words what follows, in lower case, with one space between
     */
    public record Marker(int line, String tool, String words) {

        private static final Pattern MARKER =
                Pattern.compile("\\s*(?:(migrate|whimbrel):|\\+(goose|migrate)\\s+)(.*)", Pattern.CASE_INSENSITIVE);
        private static final Pattern NODE_PG_MIGRATE =
                Pattern.compile("[\\s-]*(up|down)\\s+migration\\b.*", Pattern.CASE_INSENSITIVE);
        private static final Pattern TERN = Pattern.compile("-- create above / drop below ----\\s*");

        /** @param text what stands in a line behind the sign of a comment */
        static List<Marker> parse(CharSequence text, int line) {
            Matcher matcher = MARKER.matcher(text);
            if (matcher.matches()) {
                String words = matcher.group(3).strip().replaceAll("\\s+", " ");
                return List.of(new Marker(line, tool(matcher), words.toLowerCase(Locale.ROOT)));
            }
            Matcher section = NODE_PG_MIGRATE.matcher(text);
            if (section.matches()) {
                return List.of(
                        new Marker(line, "node-pg-migrate", section.group(1).toLowerCase(Locale.ROOT)));
            }
            return TERN.matcher(text).matches() ? List.of(new Marker(line, "migrate", "down")) : List.of();
        }

        private static String tool(Matcher marker) {
            return Optional.ofNullable(marker.group(1))
                    .map(tool -> tool.toLowerCase(Locale.ROOT))
                    .orElseGet(() -> marker.group(2).equalsIgnoreCase("goose") ? "goose" : "sql-migrate");
        }

        public boolean isSection(String ofTool, String section) {
            return tool.equals(ofTool) && (words.equals(section) || words.startsWith(section + " "));
        }
    }

    /**
     * {@return the facts of that file}
     *
     * @throws TimelineException if it cannot be read or is not UTF-8
     */
    public static FileFacts of(SourceFile file, ScriptKind kind) {
        Scan scan = new Scan(kind.lineComment());
        try (Reader text = file.open()) {
            char[] piece = new char[PIECE];
            for (int length = text.read(piece); length >= 0; length = text.read(piece)) {
                scan.take(piece, length);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        return scan.facts();
    }

    private static TimelineException notUtf8(SourceFile file) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_NOT_UTF8,
                file.path() + " is not valid UTF-8" + lineNotUtf8(file),
                "scripts are read as UTF-8 and nothing else, so that no character is ever lost",
                "save the file as UTF-8 (iconv -f latin1 -t utf-8 converts one), then run again"));
    }

    /** The reader failed thousands of characters ahead of the one at fault, so that one is looked for again. */
    private static String lineNotUtf8(SourceFile file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer text = CharBuffer.allocate(PIECE);
        long line = 1;
        try (ReadableByteChannel content = Channels.newChannel(file.content().open())) {
            for (boolean atEnd = false; !atEnd; bytes.compact()) {
                atEnd = content.read(bytes) < 0;
                CoderResult result = decoder.decode(bytes.flip(), text, atEnd);
                line += text.flip().chars().filter(c -> c == '\n').count();
                text.clear();
                if (result.isError()) {
                    return ", at line " + line;
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    /** {@return whether a marker of that tool opens a section} */
    public boolean isSectioned(String tool) {
        return hasMarker(tool, "up") || hasMarker(tool, "down");
    }

    public boolean hasMarker(String tool, String section) {
        return markers.stream().anyMatch(marker -> marker.isSection(tool, section));
    }

    /** Gathers lines only as far as a marker could reach, so that a file with one endless line costs nothing. */
    private static final class Scan {

        private final Checksum.Digest digest = new Checksum.Digest();
        private final String lineComment;
        private final List<Marker> markers = new ArrayList<>();
        private final StringBuilder current = new StringBuilder();
        private int line = 1;
        private int firstText = Integer.MAX_VALUE;

        Scan(String lineComment) {
            this.lineComment = lineComment;
        }

        void take(char[] piece, int length) {
            digest.add(CharBuffer.wrap(piece, 0, length));
            int from = 0;
            while (from < length) {
                int end = from;
                while (end < length && piece[end] != '\n') {
                    end++;
                }
                current.append(piece, from, Math.min(end - from, LONGEST_MARKER - current.length()));
                if (end < length) {
                    endLine();
                }
                from = end + 1;
            }
        }

        private void endLine() {
            if (line == 1 && !current.isEmpty() && current.charAt(0) == '\uFEFF') {
                current.deleteCharAt(0);
            }
            if (!current.isEmpty() && current.charAt(current.length() - 1) == '\r') {
                current.setLength(current.length() - 1);
            }
            if (isCommentAt(0)) {
                markers.addAll(Marker.parse(current.substring(lineComment.length()), line));
            }
            if (firstText == Integer.MAX_VALUE && holdsText()) {
                firstText = line;
            }
            current.setLength(0);
            line++;
        }

        private boolean holdsText() {
            int first = 0;
            while (first < current.length() && Character.isWhitespace(current.charAt(first))) {
                first++;
            }
            return first < current.length() && !isCommentAt(first);
        }

        private boolean isCommentAt(int index) {
            return current.length() >= index + lineComment.length()
                    && CharSequence.compare(current.subSequence(index, index + lineComment.length()), lineComment) == 0;
        }

        FileFacts facts() {
            endLine();
            return new FileFacts(digest.checksum(), List.copyOf(markers), firstText);
        }
    }
}
