package dev.whimbrel.redis;

import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;

/** Finds commands that the server does not have, before anything is run: of a module that is not loaded, or misspelt. */
final class KnownCommands {

    private final RedisSession session;

    KnownCommands(RedisSession session) {
        this.session = session;
    }

    /** @throws dev.whimbrel.error.MigrationFailedException if a step has a command that the server does not know */
    void refuseOthers(List<Step> steps) {
        Map<String, Use> uses = new LinkedHashMap<>();
        steps.forEach(step -> collect(step, uses));
        uses.remove(RedisCommand.REMOVAL);
        List<String> names = List.copyOf(uses.keySet());
        List<?> known = ask(names);
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) == null) {
                Use use = uses.get(names.get(i));
                if (use != null) {
                    throw RedisFailures.unknown(use.step(), use.statement(), names.get(i));
                }
            }
        }
    }

    private record Use(Step step, Statement statement) {}

    private static void collect(Step step, Map<String, Use> uses) {
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                Statement statement = next.get();
                uses.computeIfAbsent(RedisCommand.of(statement).name(), name -> new Use(step, statement));
            }
        } catch (IOException e) {
            throw step.unreadable(e);
        }
    }

    /** A user who may not ask is not kept from migrating. */
    private List<?> ask(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        String[] words = new String[names.size() + 1];
        words[0] = "INFO";
        for (int i = 0; i < names.size(); i++) {
            words[i + 1] = names.get(i);
        }
        try {
            return RedisSession.list(session.ask("COMMAND", words));
        } catch (JedisDataException e) {
            return List.of();
        }
    }
}
