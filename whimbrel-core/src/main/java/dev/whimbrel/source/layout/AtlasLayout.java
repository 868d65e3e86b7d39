package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.SourceFile;
import dev.whimbrel.source.layout.AtlasDirectives.Directive;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code 20260114093000_name.sql}, guarded by {@code atlas.sum}. A checkpoint is a baseline script. */
final class AtlasLayout implements MarkedLayout {

    private static final String EXTENSION = ".sql";

    @Override
    public String name() {
        return "atlas";
    }

    @Override
    public Optional<String> mark(Folder folder) {
        return folder.file(AtlasSum.PATH).map(SourceFile::path);
    }

    /** Whether Atlas reads it in its own format; it knows those of other tools, too, which are left to them here. */
    @Override
    public boolean fits(Candidate file) {
        return isListed(file.source())
                && file.name().direction().isEmpty()
                && !FlywayLayout.isFlywayName(file.name().stem())
                && !file.facts().isSectioned("migrate")
                && !file.facts().isSectioned("sql-migrate")
                && !file.facts().isSectioned("goose");
    }

    @Override
    public boolean looksAt(Candidate file) {
        return isListed(file.source());
    }

    private static boolean isListed(SourceFile file) {
        return file.path().endsWith(EXTENSION) && !file.path().contains("/");
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Optional<SourceFile> sum = folder.file(AtlasSum.PATH);
        if (sum.isPresent()) {
            AtlasSum.read(sum.get()).verify(AtlasSum.of(listed(folder.files().stream())));
        }
        Inspection inspection = new Inspection();
        List<ScriptPart> parts = folder.versioned()
                .filter(this::fits)
                .flatMap(file -> inspection.attempt(() -> part(file)).stream())
                .toList();
        inspection.end();
        return NameOrder.check("Atlas", parts);
    }

    private static List<SourceFile> listed(Stream<SourceFile> files) {
        return files.filter(AtlasLayout::isListed)
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
    }

    private static ScriptPart part(Candidate file) {
        AtlasDirectives directives = AtlasDirectives.of(file.source());
        Stream.of("txtar", "import").forEach(name -> directives.named(name).ifPresent(directive -> {
            throw Contradiction.unsupported(
                    file.path() + ":" + directive.line() + ": `atlas:" + name + "` is not supported",
                    "the file is not plain SQL: Atlas makes the script out of it",
                    "write the SQL into the file, and remove the line");
        }));
        String stem = file.path().substring(0, file.path().length() - EXTENSION.length());
        int end = stem.indexOf('_') < 0 ? stem.length() : stem.indexOf('_');
        NumberedName name =
                new NumberedName(Version.of(stem.substring(0, end)), NumberedName.words(stem.substring(end)));
        MigrationKind kind =
                directives.named("checkpoint").isPresent() ? MigrationKind.BASELINE : MigrationKind.VERSIONED;
        ScriptPart part = new ScriptPart(file, name.id(), kind, name.description(), Direction.UP)
                .with(directives.named("txmode").map(mode -> wish(file, mode)).orElse(TransactionWish.NONE));
        return directives.delimiter().map(DelimitedText::new).map(part::with).orElse(part);
    }

    private static TransactionWish wish(Candidate file, Directive mode) {
        return switch (mode.value()) {
            case "none" -> TransactionWish.NO_TRANSACTION;
            case "file" -> TransactionWish.NONE;
            default ->
                throw new TimelineException(new Problem(
                        ErrorCode.SCRIPT_MARKER,
                        file.path() + ":" + mode.line() + ": unknown transaction mode `" + mode.value() + "`",
                        "a file has the mode `none` or `file`",
                        "write one of the two, or remove the line"));
        };
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.timestamp(last);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        if (down) {
            throw Contradiction.elsewhere(
                    "atlas",
                    "the layout has no down scripts: its tool would take one for a migration",
                    "leave --down out");
        }
        NewFile script = new NewFile(version + "_" + name + EXTENSION, "-- " + NumberedName.words(name) + "\n");
        SourceFile source = new SourceFile(
                script.name(), () -> new ByteArrayInputStream(script.content().getBytes(StandardCharsets.UTF_8)));
        AtlasSum sum = AtlasSum.of(listed(Stream.concat(folder.files().stream(), Stream.of(source))));
        return List.of(script, new NewFile(AtlasSum.PATH, sum.text(), true));
    }
}
