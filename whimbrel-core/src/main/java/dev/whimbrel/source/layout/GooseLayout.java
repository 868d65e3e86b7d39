package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/**
 * {@code 00001_name.sql} with {@code -- +goose Up} and {@code -- +goose Down} sections.
 *
 * <p>{@code StatementBegin} and {@code StatementEnd} are not needed and do no harm; {@code NO TRANSACTION} is heeded.
 */
final class GooseLayout implements FileLayout {

    private static final String FIRST = "00001";

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.parse(file.name().stem()).isPresent()
                && file.facts().isSectioned("goose");
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        if (file.facts().hasMarker("goose", "envsub on")) {
            throw new TimelineException(new Problem(
                    ErrorCode.SCRIPT_MARKER,
                    file.path() + ": ENVSUB ON is not supported",
                    "what a script does must not hang on the environment of the shell it is started from",
                    "declare the names under `placeholders:` in whimbrel.yaml and remove the line"));
        }
        NumberedName name = NumberedName.parse(file.name().stem()).orElseThrow();
        boolean none = file.facts().hasMarker("goose", "no transaction");
        return new Sections(file, name, "goose").marked(none ? TransactionWish.NO_TRANSACTION : TransactionWish.NONE);
    }

    @Override
    public Version next(Optional<Version> last) {
        return last.isPresent() ? NumberedName.next(last) : Version.of(FIRST);
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        String sections = "%1$s +goose Up\n\n\n%1$s +goose Down\n\n".formatted(kind.lineComment());
        return List.of(new NewFile(version + "_" + name + "." + kind.extension(), sections));
    }
}
