package dev.whimbrel.redis;

import dev.whimbrel.migration.Statement;
import dev.whimbrel.source.lexer.RedisWords;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A command of a script, ready to be sent.
 *
 * @param words as the server gets them
 */
record RedisCommand(Statement statement, String name, List<byte[]> words) {

    /** Removes keys by pattern; ours, not the server's. */
    static final String REMOVAL = "UNLINK-MATCHING";

    /** What Redis does not let a script do, but a file may ask for by name. */
    private static final Set<String> DIRECT =
            Set.of("ACL", "BGREWRITEAOF", "BGSAVE", "CONFIG", "DEBUG", "FUNCTION", "MODULE", "SAVE", "SCRIPT");

    private static final Set<String> INDEXING = Set.of("FT.CREATE", "FT.ALTER");
    private static final Set<String> SWITCHING = Set.of("FT.ALIASADD", "FT.ALIASUPDATE");

    static RedisCommand of(Statement statement) {
        RedisWords words = RedisWords.of(statement.text());
        return new RedisCommand(statement, words.texts().get(0).toUpperCase(Locale.ROOT), words.bytes());
    }

    String word(int index) {
        return index < words.size() ? RedisSession.text(words.get(index)) : "";
    }

    boolean isRemoval() {
        return name.equals(REMOVAL);
    }

    /** {@return whether it must be sent by itself, outside any script} */
    boolean isDirect() {
        return DIRECT.contains(name);
    }

    /** {@return whether the server goes on building a search index after it has answered} */
    boolean startsIndexing() {
        return INDEXING.contains(name);
    }

    /** {@return whether readers are sent to a search index, which should be complete by then} */
    boolean switchesIndex() {
        return SWITCHING.contains(name);
    }

    /** {@return the name of the search index, for a command that has to do with one} */
    String index() {
        return switchesIndex() ? word(2) : word(1);
    }
}
