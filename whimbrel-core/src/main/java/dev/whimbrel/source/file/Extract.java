package dev.whimbrel.source.file;

import java.io.IOException;
import java.io.Reader;

/** What a script takes of its file's text. */
public interface Extract {

    /** {@return the script's text out of {@code file}'s, every line at the number it has there} */
    Reader of(Reader file) throws IOException;

    /** {@return the line of the file at which the text begins, counted from 1} */
    int first();

    /** {@return whether the text is to be left as it is, placeholders included} */
    default boolean isVerbatim() {
        return false;
    }

    /** {@return the same text, with placeholders left as they are} */
    default Extract verbatim() {
        return new Verbatim(this);
    }

    /** Leaves the placeholders of another extract alone. */
    record Verbatim(Extract extract) implements Extract {

        @Override
        public Reader of(Reader file) throws IOException {
            return extract.of(file);
        }

        @Override
        public int first() {
            return extract.first();
        }

        @Override
        public boolean isVerbatim() {
            return true;
        }
    }
}
