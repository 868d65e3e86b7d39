package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads off a command which search index it makes or drops: all that Redis has of a schema. */
final class RedisIndexes {

    private RedisIndexes() {}

    static List<ObjectChange> changes(List<String> words) {
        if (words.size() < 2) {
            return List.of();
        }
        return switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "FT.CREATE" -> List.of(change(Action.CREATE, words.get(1)));
            case "FT.DROPINDEX", "FT.DROP" -> List.of(change(Action.DROP, words.get(1)));
            default -> List.of();
        };
    }

    private static ObjectChange change(Action action, String name) {
        return new ObjectChange(action, ObjectKind.INDEX, name, Optional.empty());
    }
}
