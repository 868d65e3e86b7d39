package dev.whimbrel.migration;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script that can be opened again and again and is read as a stream, never held as a whole.
 *
 * <p>The first reading, {@link #summary()}, proves that it can be read to its end; the second one runs it. Thread-safe.
 */
public final class Script {

    private final String name;
    private final Checksum checksum;
    private final ScriptText text;
    private final ScriptLanguage language;
    private final ScriptOptions options;
    private volatile @Nullable ScriptSummary summary;

    /**
     * @param name the path below the migrations folder, with slashes
     * @param checksum of the whole file
     * @param text the part of the file that this script consists of
     */
    public Script(String name, Checksum checksum, ScriptText text, ScriptLanguage language, ScriptOptions options) {
        this.name = name;
        this.checksum = checksum;
        this.text = text;
        this.language = language;
        this.options = options;
    }

    /** A script of a file that says nothing of the kind itself. */
    public Script(String name, Checksum checksum, ScriptText text, ScriptLanguage language, TransactionWish wish) {
        this(name, checksum, text, language, ScriptOptions.NONE.or(wish));
    }

    public String name() {
        return name;
    }

    public Checksum checksum() {
        return checksum;
    }

    /** {@return the name of the dialect it is written in, as in {@code postgresql}} */
    public String dialect() {
        return language.dialect();
    }

    /** {@return what the file says about how it wants to be run} */
    public ScriptOptions options() {
        return options;
    }

    /** {@return what is written behind each statement in the script's language} */
    public String terminator() {
        return language.terminator();
    }

    /** {@return a fresh reader of the statements, to be closed by the caller} */
    public StatementReader open() throws IOException {
        return language.read(text.open(), new Place(name, text.firstLine(), 1));
    }

    /**
     * {@return what {@code reading} makes of the text}
     *
     * @throws TimelineException if it cannot be read
     */
    public <T> T read(Reading<T> reading) {
        try (Reader whole = text.open()) {
            return reading.read(whole, new Place(name, text.firstLine(), 1));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * {@return what reading the script to its end shows; read once, then remembered}
     *
     * @throws TimelineException if it cannot be read to its end
     */
    public ScriptSummary summary() {
        ScriptSummary known = summary;
        if (known == null) {
            known = summarize();
            summary = known;
        }
        return known;
    }

    /** {@return why it cannot be read to its end; nothing if it can, and then the summary is known} */
    public Stream<Problem> unreadable() {
        try {
            summary();
            return Stream.empty();
        } catch (TimelineException e) {
            return e.problems().stream();
        }
    }

    private ScriptSummary summarize() {
        try (StatementReader statements = open()) {
            ScriptSummary.Builder builder = new ScriptSummary.Builder(options.transaction());
            for (Optional<Statement> next = statements.next(); next.isPresent(); next = statements.next()) {
                builder.add(next.get());
            }
            return refuseUnwritten(builder.build());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * {@return the checksum of the script's first statements, by which a half-done script is known again}
     *
     * @param statements how many; transaction control is not counted
     */
    public Checksum checksumOfFirst(int statements) {
        Checksum.Digest digest = new Checksum.Digest();
        try (StatementReader reader = open()) {
            int counted = 0;
            while (counted < statements) {
                Optional<Statement> next = reader.next();
                if (next.isEmpty()) {
                    break;
                }
                if (!next.get().execution().isTransactionControl()) {
                    digest.add(next.get().text()).add(";");
                    counted++;
                }
            }
            return digest.checksum();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private TimelineException unreadable(IOException e) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_UNREADABLE,
                name + " cannot be read",
                String.valueOf(e.getMessage()),
                "check the file and its permissions, then run again"));
    }

    /** Comments alone say that nothing is to be done; nothing at all, or what was there from the start, says nothing. */
    private ScriptSummary refuseUnwritten(ScriptSummary read) {
        if (read.statements() == 0 && !read(Remarks::of).areWritten(name)) {
            throw new TimelineException(new Problem(
                    ErrorCode.SCRIPT_EMPTY,
                    name + " holds no statement",
                    "it is not written yet; recording it as applied would promise something it did not do",
                    "write the script, or remove the file; if nothing is to be done, say so in a comment"));
        }
        return read;
    }

    /**
     * {@return what {@code reading} makes of the whole file that the script stands in, byte for byte}
     *
     * @throws TimelineException if it cannot be read
     */
    public <T> T readFile(FileReading<T> reading) {
        try (InputStream file = text.openFile()) {
            return reading.read(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Makes something of a file's bytes. */
    @FunctionalInterface
    public interface FileReading<T> {
        T read(InputStream file) throws IOException;
    }

    /** Makes something of a text that begins at a place. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Reader text, Place start) throws IOException;
    }

    /** The text of a script: a file, or a section of one. */
    public interface ScriptText {

        /** {@return the text, to be closed by the caller} */
        Reader open() throws IOException;

        /** {@return the bytes of the whole file that the text stands in, to be closed by the caller} */
        InputStream openFile() throws IOException;

        /** {@return the line of the file at which the text begins, counted from 1} */
        int firstLine();
    }
}
