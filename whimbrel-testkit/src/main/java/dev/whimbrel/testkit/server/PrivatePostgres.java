package dev.whimbrel.testkit.server;

import dev.whimbrel.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server of the unpacked distribution that its owner may stop and start again, on the same port and data.
 *
 * <p>It ends with the JVM if it is not closed before. Not for use by several threads at once.
 */
public final class PrivatePostgres implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final PostgresServer server;
    private final ServerAccount account;
    private final List<String> command;
    private final PostgresDataFolder folder;
    private GuardedProcess process;

    private PrivatePostgres(
            PostgresServer server, ServerAccount account, List<String> command, PostgresDataFolder folder)
            throws IOException {
        this.server = server;
        this.account = account;
        this.command = command;
        this.folder = folder;
        this.process = launch();
    }

    static PrivatePostgres start(PostgresDistribution distribution, Map<String, String> settings)
            throws ServerAbsentException {
        var account = ServerAccount.choose();
        try {
            var address = new PostgresAddress("127.0.0.1", FreePort.find(), "postgres", randomPassword(), "postgres");
            var folder = PostgresDataFolder.create(distribution, account, address, settings);
            var postgres = distribution.path("postgres").toString();
            var command = account.run(List.of(postgres, "-D", folder.data().toString()));
            return new PrivatePostgres(new PostgresServer(address, distribution), account, command, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    /** {@return the server, to connect to while it runs} */
    public PostgresServer server() {
        return server;
    }

    /** Stops the server like a crash does: no checkpoint, connections cut. The data stays. */
    public void stopImmediately() {
        process.stop();
    }

    /** Stops the server like a crash does, if it still runs, and starts it again on the same port and data. */
    public void restart() {
        try {
            process.stop();
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops the server like a crash does, and starts it again as a standby: it takes no changes until
     * {@code pg_promote()} makes it a primary again.
     */
    public void restartAsStandby() {
        try {
            process.stop();
            folder.makeStandby();
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Forbids one process of the server to write a file beyond a limit, so that it finds the disk full there. Needs
     * {@code prlimit}, which util-linux has.
     *
     * @param process its number, as the server tells it
     * @param bytes the size that no file may exceed
     */
    public void limitFiles(long process, long bytes) {
        limit(process, String.valueOf(bytes));
    }

    /** The same for all processes that the server begins from now on. */
    public void limitFiles(long bytes) {
        limit(folder.process(), String.valueOf(bytes));
    }

    /** Lets the processes that the server begins from now on write files of any size. */
    public void liftLimit() {
        limit(folder.process(), "unlimited");
    }

    /** A soft limit only, which the same user may lift again. */
    private void limit(long process, String bytes) {
        Command.of(account.run(List.of("prlimit", "--pid=" + process, "--fsize=" + bytes + ":")))
                .run();
    }

    /** {@return what the server wrote into its log} */
    public String log() {
        return process.log();
    }

    /** Waits until the server is back from the crash of one of its processes, if there was one. */
    public void awaitRecovery() {
        Eventually.holds("the server has recovered", LONGEST, () -> {
            var log = log();
            return log.lastIndexOf("ready to accept connections") > log.lastIndexOf("PANIC: ");
        });
    }

    /** Holds all processes of the server: connections are taken by the system, and nobody answers. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets the processes go on that {@link #freeze} holds. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        var postmaster = folder.process();
        send(signal, postmaster);
        // Those that it has now: it begins no others while it is held.
        ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> send(signal, child.pid()));
    }

    private void send(String signal, long process) {
        Command.of(account.run(List.of("kill", signal, String.valueOf(process))))
                .run();
    }

    /** Stops the server and removes its data; closing twice is harmless. */
    @Override
    public void close() {
        process.remove();
    }

    private GuardedProcess launch() throws IOException {
        return GuardedProcess.start(folder.folder(), command).awaitReady("PostgreSQL", LONGEST, folder::isReady);
    }

    private static String randomPassword() {
        return new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
    }
}
