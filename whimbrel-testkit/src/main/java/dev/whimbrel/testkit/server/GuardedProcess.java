package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server process that ends when this JVM ends, however that happens.
 *
 * <p>A shell is its parent and waits on a pipe from the JVM. When the JVM closes the pipe, or the system does because
 * the JVM is gone, then the shell sends the server a signal, by default SIGQUIT, which PostgreSQL takes as an immediate
 * shutdown, and removes the folder. A shutdown hook would not run when the JVM is killed. The folder also has the
 * server's output, {@code server.log}.
 */
final class GuardedProcess {

    private static final String LOG = "server.log";
    private static final String ENDED = "ended";
    private static final String KEEP = "keep";
    private static final long SECONDS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /**
     * The script, whose arguments are the folder, the signal and the words of the command.
     *
     * <p>The signals that a terminal sends are ignored, so that it lives to remove the folder; PostgreSQL handles them
     * itself. The number of a process that has ended may be another's, hence the file that says so.
     */
    private static final String SCRIPT = """
        trap '' INT HUP TERM
        folder=$1
        signal=$2
        shift 2
        exec 3<&0
        "$@" 3<&- </dev/null >>"$folder/server.log" 2>&1 &
        server=$!
        { cat <&3 >/dev/null; [ -e "$folder/ended" ] || kill -"$signal" "$server"; } &
        guard=$!
        exec 3<&-
        wait "$server"
        echo "$?" >"$folder/ended"
        wait "$guard"
        [ -e "$folder/keep" ] || rm -rf -- "$folder"
        """;

    /** Those that run: a pipe may not be closed for the reason that nobody refers to its process any more. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Process process;

    private GuardedProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        RUNNING.add(process);
    }

    /** Starts the command; it sees nothing of our environment but the path. */
    static GuardedProcess start(Path folder, List<String> command) throws IOException {
        return start(folder, command, "QUIT");
    }

    /** @param signal the name of the signal that ends it at once */
    static GuardedProcess start(Path folder, List<String> command, String signal) throws IOException {
        Files.deleteIfExists(folder.resolve(ENDED));
        Files.deleteIfExists(folder.resolve(KEEP));
        // In a session of its own, so that what is sent to the JVM's process group does not reach the shell.
        var words = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "sh", folder.toString(), signal));
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        return new GuardedProcess(folder, builder.start());
    }

    /**
     * Waits until the server is ready.
     *
     * @param name the server's, for the message
     * @throws IOException with the server's log, if it ends before it is ready or needs too long; it is removed then
     */
    GuardedProcess awaitReady(String name, Duration longest, Readiness readiness) throws IOException {
        var deadline = System.nanoTime() + longest.toNanos();
        while (!readiness.isReached()) {
            if (!isRunning() || System.nanoTime() - deadline > 0) {
                var log = log();
                remove();
                throw new IOException(name + " did not get ready; its log:\n" + log);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return this;
    }

    /** Asks a server whether it is ready. */
    @FunctionalInterface
    interface Readiness {
        boolean isReached() throws IOException;
    }

    /** {@return whether the server runs; the shell may do so longer} */
    boolean isRunning() {
        return process.isAlive() && !Files.exists(folder.resolve(ENDED));
    }

    /** {@return what the server wrote} */
    String log() {
        var file = folder.resolve(LOG);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server at once and keeps the folder. */
    void stop() {
        try {
            if (process.isAlive()) {
                Files.write(folder.resolve(KEEP), new byte[0]);
            }
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server at once and removes the folder. */
    void remove() {
        try {
            end();
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The server in " + folder + " did not end within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the server in " + folder + " was ending", e);
        }
        RUNNING.remove(process);
    }
}
