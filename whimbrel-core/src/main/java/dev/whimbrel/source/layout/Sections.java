package dev.whimbrel.source.layout;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.FileFacts.Marker;
import dev.whimbrel.source.file.Section;
import java.util.ArrayList;
import java.util.List;

/** Cuts a file at its section markers into an up script and, where there is one, a down script. */
final class Sections {

    private final Candidate file;
    private final NumberedName name;
    private final List<Marker> markers;

    /** @param tool whose markers count */
    Sections(Candidate file, NumberedName name, String tool) {
        this.file = file;
        this.name = name;
        this.markers = file.facts().markers().stream()
                .filter(marker -> marker.isSection(tool, "up") || marker.isSection(tool, "down"))
                .toList();
    }

    /**
     * {@return the whole of a file as one script}
     *
     * @throws TimelineException if a marker divides the file, which in this layout would divide nothing
     */
    static ScriptPart whole(Candidate file, NumberedName name, Direction direction) {
        file.facts().markers().stream()
                .filter(marker -> !marker.tool().equals("node-pg-migrate"))
                .filter(marker -> marker.isSection(marker.tool(), "up") || marker.isSection(marker.tool(), "down"))
                .findFirst()
                .ifPresent(marker -> {
                    throw misplaced(
                            file,
                            marker,
                            "in this layout a file is run as a whole, what stands behind the marker included",
                            "move the section into a file of its own, and remove the marker");
                });
        return new ScriptPart(file, name.id(), MigrationKind.VERSIONED, name.description(), direction);
    }

    /** {@return the scripts of a file in which everything before a down marker belongs to the up script} */
    List<ScriptPart> upFirst() {
        if (markers.isEmpty()) {
            return List.of(part(Direction.UP, Section.WHOLE, TransactionWish.NONE));
        }
        Marker down = markers.get(0);
        if (markers.size() > 1) {
            throw misplaced(markers.get(1), "there is one down section at the most, and it comes last");
        }
        return List.of(
                part(Direction.UP, new Section(1, down.line()), TransactionWish.NONE),
                part(Direction.DOWN, new Section(down.line() + 1, Integer.MAX_VALUE), wish(down)));
    }

    /** {@return the scripts of a file in which a marker opens each section, and nothing stands before the first} */
    List<ScriptPart> marked(TransactionWish ofFile) {
        List<ScriptPart> parts = new ArrayList<>();
        if (!markers.isEmpty() && file.facts().firstText() < markers.get(0).line()) {
            throw misplaced(markers.get(0), "what stands before it would belong to no section and never run");
        }
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            Direction direction = marker.words().startsWith("up") ? Direction.UP : Direction.DOWN;
            if (parts.stream().anyMatch(part -> part.direction() == direction)) {
                throw misplaced(marker, "each section stands once in a file");
            }
            int end = i + 1 < markers.size() ? markers.get(i + 1).line() : Integer.MAX_VALUE;
            TransactionWish wish = ofFile == TransactionWish.NONE ? wish(marker) : ofFile;
            parts.add(part(direction, new Section(marker.line() + 1, end), wish));
        }
        return parts;
    }

    private static TransactionWish wish(Marker marker) {
        return marker.words().contains("transaction:false") || marker.words().contains("notransaction")
                ? TransactionWish.NO_TRANSACTION
                : TransactionWish.NONE;
    }

    private ScriptPart part(Direction direction, Section section, TransactionWish wish) {
        return new ScriptPart(file, name.id(), MigrationKind.VERSIONED, name.description(), direction)
                .with(section)
                .with(wish);
    }

    private TimelineException misplaced(Marker marker, String why) {
        return misplaced(file, marker, why, "leave one up and one down section in the file");
    }

    private static TimelineException misplaced(Candidate file, Marker marker, String why, String remedy) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_MARKER,
                file.path() + ":" + marker.line() + ": misplaced section marker",
                why,
                remedy));
    }
}
