package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which commands of Redis may stand in a script, and what the script itself has allowed. */
final class RedisVocabulary {

    private static final Pattern ALLOW =
            Pattern.compile("#\\s*whimbrel:\\s*allow\\s+([\\w-]+(?:[\\s,]+[\\w-]+)*)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    /** Lua hands a command no more words than this, with room to spare (LUAI_MAXCSTACK is 8000). */
    private static final int LONGEST = 7000;

    private static final Set<String> TRANSACTION = Set.of("MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH");

    /** These concern the whole server, or block it. */
    private static final Set<String> DANGEROUS = Set.of(
            "ACL",
            "BGREWRITEAOF",
            "BGSAVE",
            "CONFIG",
            "DEBUG",
            "FLUSHALL",
            "FLUSHDB",
            "FUNCTION",
            "KEYS",
            "MODULE",
            "SAVE",
            "SCRIPT");

    /** These would take away the ground on which the history stands. */
    private static final Set<String> FATAL = Set.of(
            "CLUSTER",
            "FAILOVER",
            "PFDEBUG",
            "PSYNC",
            "REPLCONF",
            "REPLICAOF",
            "RESTORE-ASKING",
            "SENTINEL",
            "SHUTDOWN",
            "SLAVEOF",
            "SWAPDB",
            "SYNC");

    /** These concern a connection or wait for something: a script has neither. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "ASKING",
            "AUTH",
            "BLMOVE",
            "BLMPOP",
            "BLPOP",
            "BRPOP",
            "BRPOPLPUSH",
            "BZMPOP",
            "BZPOPMAX",
            "BZPOPMIN",
            "CLIENT",
            "HELLO",
            "MONITOR",
            "PSUBSCRIBE",
            "PUNSUBSCRIBE",
            "QUIT",
            "READONLY",
            "READWRITE",
            "RESET",
            "SELECT",
            "SSUBSCRIBE",
            "SUBSCRIBE",
            "SUNSUBSCRIBE",
            "UNSUBSCRIBE",
            "WAIT",
            "WAITAOF");

    /** These run scripts, which cannot run within the one that runs the migration. */
    private static final Set<String> OF_SCRIPTS =
            Set.of("EVAL", "EVALSHA", "EVALSHA_RO", "EVAL_RO", "FCALL", "FCALL_RO");

    /** Ours, not Redis'. */
    private static final String REMOVAL = "UNLINK-MATCHING";

    private static final String OWN_KEYS = "whimbrel:";

    private final Set<String> allowed = new HashSet<>();

    void readComment(String line) {
        Matcher matcher = ALLOW.matcher(line);
        if (matcher.matches()) {
            SEPARATOR
                    .splitAsStream(matcher.group(1))
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .forEach(allowed::add);
        }
    }

    /** @throws TimelineException if the command must not stand in a script */
    void refuse(Statement statement, List<String> words) {
        String name = words.get(0).toUpperCase(Locale.ROOT);
        if (TRANSACTION.contains(name)) {
            throw refused(
                    ErrorCode.SCRIPT_TRANSACTION_CONTROL,
                    statement,
                    "each command takes effect together with its place in the journal, which this would break",
                    "remove it; commands that must take effect together belong into one command, or into one that replaces a key as a whole");
        }
        if (DANGEROUS.contains(name) && !allowed.contains(name)) {
            throw refused(
                    statement,
                    name + " concerns the whole server, not only the keys of this migration",
                    "if that is meant, write a line before it: # whimbrel: allow " + name);
        }
        if (FATAL.contains(name)) {
            throw refused(
                    statement,
                    name + " changes the server under the migration and its history",
                    "remove it; run it by hand, when no migration is under way");
        }
        if (OF_CONNECTION.contains(name)) {
            throw refused(
                    statement,
                    name + " concerns a connection or waits for something, and a migration has neither",
                    "remove it; the database is the one in the URL: redis://host:6379/2");
        }
        if (OF_SCRIPTS.contains(name)) {
            throw refused(
                    statement,
                    name + " runs a script, which Redis does not let another script do, and each command runs in one",
                    "write the commands themselves into the migration");
        }
        refuseWords(statement, name, words);
    }

    private static void refuseWords(Statement statement, String name, List<String> words) {
        if (name.equals(REMOVAL) && words.size() < 2) {
            throw refused(
                    statement,
                    REMOVAL + " removes the keys that fit a pattern, and none is given",
                    "name it: " + REMOVAL + " semcache:*");
        }
        if (words.size() > LONGEST) {
            throw refused(
                    statement,
                    name + " has " + words.size() + " words, and a script can hand over no more than " + LONGEST,
                    "split it into several commands");
        }
        if (words.stream().skip(1).anyMatch(word -> word.startsWith(OWN_KEYS))) {
            throw refused(
                    statement,
                    "keys that begin with " + OWN_KEYS + " hold the history, the journal and the lock",
                    "choose another name for the key; `whimbrel repair` and `whimbrel baseline` change the history");
        }
    }

    private static TimelineException refused(Statement statement, String why, String remedy) {
        return refused(ErrorCode.SCRIPT_COMMAND_REFUSED, statement, why, remedy);
    }

    private static TimelineException refused(ErrorCode code, Statement statement, String why, String remedy) {
        return new TimelineException(
                new Problem(code, statement.place() + ": the command is refused: " + statement.excerpt(), why, remedy));
    }
}
