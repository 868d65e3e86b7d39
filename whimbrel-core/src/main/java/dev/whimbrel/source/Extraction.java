package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Script;
import dev.whimbrel.migration.Script.ScriptText;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.ScriptOptions;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Extract;
import dev.whimbrel.source.file.FileFacts.Marker;
import dev.whimbrel.source.file.SourceFile;
import dev.whimbrel.source.layout.ScriptPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;

/**
 * Takes scripts out of their files: the text with placeholders replaced, the options that lines of the file say.
 *
 * @param problems where it is noted what cannot be understood
 */
record Extraction(Placeholders placeholders, List<Problem> problems) {

    Script script(ScriptPart part, ScriptLanguage language) {
        return new Script(
                part.file().path(),
                part.file().facts().checksum(),
                new ExtractedText(part.file().source(), part.extract(), placeholders),
                language,
                options(part.file()).or(part.wish()));
    }

    /** {@return what lines like {@code -- whimbrel: lock-timeout=10s} before the first statement say, for all of the file} */
    private ScriptOptions options(Candidate file) {
        ScriptOptions options = ScriptOptions.NONE;
        for (Marker marker : file.facts().markers()) {
            if (marker.tool().equals("whimbrel") && !isForLexer(file, marker)) {
                try {
                    if (marker.line() > file.facts().firstText()) {
                        throw new IllegalArgumentException("it stands behind the beginning of the first statement");
                    }
                    options = options.and(marker.words());
                } catch (IllegalArgumentException e) {
                    addOnce(misunderstood(file, marker, e));
                }
            }
        }
        return options;
    }

    /** What commands a script of Redis allows itself is between its lines, and so its lexer's concern. */
    private static boolean isForLexer(Candidate file, Marker marker) {
        return file.name().extension().equals("redis") && marker.words().startsWith("allow ");
    }

    private void addOnce(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static Problem misunderstood(Candidate file, Marker marker, IllegalArgumentException e) {
        return new Problem(
                ErrorCode.SCRIPT_OPTION,
                file.path() + ":" + marker.line() + ": an option of the script cannot be understood",
                String.valueOf(e.getMessage()),
                "write it as in -- whimbrel: lock-timeout=10s statement-timeout=5m transaction=none requires=007, before any statement");
    }

    /** What a script takes of its file, placeholders replaced. */
    private record ExtractedText(SourceFile file, Extract extract, Placeholders placeholders) implements ScriptText {

        @Override
        public Reader open() throws IOException {
            Reader text = extract.of(file.open());
            return extract.isVerbatim() ? text : placeholders.in(text);
        }

        @Override
        public InputStream openFile() throws IOException {
            return file.content().open();
        }

        @Override
        public int firstLine() {
            return extract.first();
        }
    }
}
