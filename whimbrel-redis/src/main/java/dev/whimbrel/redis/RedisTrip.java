package dev.whimbrel.redis;

import static dev.whimbrel.redis.RedisSession.bytes;
import static dev.whimbrel.redis.RedisSession.list;
import static dev.whimbrel.redis.RedisSession.text;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands of one or several migrations on their way to the server, with what is to be written into journal and history:
 * the program that {@code run.lua} carries out as a whole, while the server does nothing else. Not thread-safe.
 */
final class RedisTrip {

    /** So many commands, or bytes of them, that the server is kept from others for milliseconds only. */
    private static final int COMMANDS = 250;

    private static final long BYTES = 256 * 1024L;

    private final RedisLock lock;
    private final String user;
    private final List<byte[]> instructions = new ArrayList<>();
    private int commands;
    private long size;

    RedisTrip(RedisLock lock, String user) {
        this.lock = lock;
        this.user = user;
    }

    boolean isEmpty() {
        return instructions.isEmpty();
    }

    boolean isFull() {
        return commands >= COMMANDS || size >= BYTES;
    }

    /** Begin an attempt. */
    void begin(Step step) {
        Attempt attempt = Attempt.of(step.migration(), step.script(), Outcome.RUNNING, step.done());
        add("B");
        addFields(RedisHistory.fields(attempt));
        addLabels(step);
        add(String.valueOf(step.done()));
        add(step.done() == 0 ? "" : step.script().checksumOfFirst(step.done()).hex());
    }

    /** Go on with an attempt of which an earlier trip has done so many commands. */
    void resume(Step step, int done) {
        add("R");
        addLabels(step);
        add(String.valueOf(done));
    }

    private void addLabels(Step step) {
        add(Outcome.underWay(step.direction()).label());
        add(Outcome.notThrough(step.direction()).label());
    }

    /** @param soFar the checksum of all commands of the script up to this one */
    void command(RedisCommand command, Checksum soFar) {
        add("C");
        add(soFar.hex());
        add(String.valueOf(command.words().size()));
        command.words().forEach(this::add);
        commands++;
    }

    /** Count a command that has been run already. */
    void counted(Checksum soFar) {
        add("N");
        add(soFar.hex());
    }

    /** End the attempt. */
    void end(Step step) {
        add("E");
        add(Outcome.through(step.direction()).label());
    }

    /** Write an entry that says something about a migration without running it. */
    void write(Attempt attempt) {
        add("W");
        addFields(RedisHistory.allFields(attempt));
    }

    private void addFields(List<String> fields) {
        add(String.valueOf(fields.size()));
        fields.forEach(this::add);
    }

    private void add(String word) {
        add(bytes(word));
    }

    private void add(byte[] word) {
        instructions.add(word);
        size += word.length;
    }

    /**
     * What came of a trip.
     *
     * @param ended how long each attempt took that ended, in order
     * @param done how many commands of the next attempt are done
     * @param refusal what the server said to the command after these
     */
    record Answer(List<Duration> ended, int done, Optional<String> refusal) {}

    Answer send(RedisSession session) {
        List<byte[]> arguments = new ArrayList<>(lock.arguments());
        arguments.add(bytes(user));
        arguments.add(bytes(ToolVersion.get()));
        arguments.addAll(instructions);
        List<?> answer = list(session.run(RedisScript.RUN, RedisKeys.ALL, arguments));
        List<Duration> ended = list(answer.get(0)).stream()
                .map(micros -> Duration.of(Long.parseLong(text(micros)), ChronoUnit.MICROS))
                .toList();
        String refusal = text(answer.get(2));
        return new Answer(
                ended,
                Integer.parseInt(text(answer.get(1))),
                refusal.isEmpty() ? Optional.empty() : Optional.of(refusal));
    }
}
