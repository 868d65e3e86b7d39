package dev.whimbrel.neo4j;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Tells whether a group of schema changes took effect, and keeps out those of a process that lost the lock.
 *
 * <p>In Neo4j a transaction that changes the schema can write no node, and so neither a history entry nor a check of the
 * lock. But it can drop one index and create another. The fence is an index on a label that has one node, whose name
 * holds two numbers: the lock's token, and the group of schema changes that took effect last. Each group drops the fence
 * it found and creates the next one in the same transaction. So the server's own list of indexes says which group is done,
 * to the letter; and of two transactions that would pass the same fence, the second one waits for the first, and fails.
 *
 * <p>Whoever takes the lock over from a process that had announced schema changes moves the fence on to its own token,
 * keeping the group's number. After that the other's changes are either done, and seen to be, or never will be.
 *
 * <p>See docs/decisions/0012-neo4j-groups-and-a-schema-fence.md.
 */
final class SchemaFence {

    private static final Pattern NAME = Pattern.compile("whimbrel_fence_(\\d+)_(\\d+)_(\\d+)");

    private static final String FIND =
            "SHOW INDEXES YIELD name WHERE name STARTS WITH 'whimbrel_fence_' RETURN name ORDER BY name";

    private static final int ATTEMPTS = 20;

    private final Neo4jSession session;

    SchemaFence(Neo4jSession session) {
        this.session = session;
    }

    /**
     * A fence as it stands.
     *
     * @param token of the lock under which it was put up
     * @param group the last group of schema changes that took effect
     * @param turn how often it was moved
     */
    record Position(long token, long group, long turn) {

        static Optional<Position> parse(String name) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? Optional.of(new Position(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)),
                            Long.parseLong(matcher.group(3))))
                    : Optional.empty();
        }

        String name() {
            return "whimbrel_fence_" + token + "_" + group + "_" + turn;
        }
    }

    /** {@return where the fence stands; nothing if no schema was changed yet} */
    Optional<Position> position() {
        return session.query(FIND).stream()
                .flatMap(row -> Position.parse(row.get("name").asString()).stream())
                .findFirst();
    }

    /** {@return the group of schema changes that took effect last} */
    Optional<Long> lastGroup() {
        return position().map(Position::group);
    }

    /**
     * Move the fence in a transaction that changes the schema. It fails, now or by waiting, if the fence stands elsewhere.
     *
     * @param from where it was seen; nothing if there was none
     */
    static void move(Transaction transaction, Optional<Position> from, long token, long group) {
        from.ifPresent(
                position -> transaction.run("DROP INDEX " + position.name()).consume());
        long turn = from.map(Position::turn).orElse(0L) + 1;
        String name = new Position(token, group, turn).name();
        transaction
                .run("CREATE INDEX " + name + " FOR (l:WhimbrelLock) ON (l.fence)", Map.of())
                .consume();
    }

    /** Make the fence ours, keeping what it says; waits for a transaction that is passing it. */
    void claim(long token) {
        for (int attempt = 1; ; attempt++) {
            Optional<Position> seen = position();
            try {
                session.write(Neo4jSession.under(token), transaction -> {
                    move(transaction, seen, token, seen.map(Position::group).orElse(0L));
                    return true;
                });
                return;
            } catch (Neo4jException e) {
                boolean wasMoved = !position().equals(seen);
                if (attempt == ATTEMPTS || (!wasMoved && !Neo4jErrors.mayPass(e))) {
                    throw e;
                }
            }
        }
    }
}
