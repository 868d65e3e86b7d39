package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A new database cluster on disk, in a temporary folder that also has the server's log.
 *
 * @param folder the temporary folder, which belongs to the account
 */
record PostgresDataFolder(Path folder, ServerAccount account) {

    static final int CONNECTIONS = 200;

    private static final Set<String> READY = Set.of("ready", "standby");
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 4L << 30;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Creates the cluster with one superuser; what fails leaves nothing behind. */
    static PostgresDataFolder create(
            PostgresDistribution distribution, ServerAccount account, PostgresAddress address, Map<String, String> more)
            throws IOException {
        var folder = Files.createTempDirectory(parent(), "whimbrel-postgres-");
        try {
            account.own(folder);
            var created = new PostgresDataFolder(folder, account);
            created.initialise(distribution, address);
            created.configure(address.port(), more);
            return created;
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    /** {@return whether a server runs in it that says that it takes connections} */
    boolean isReady() throws IOException {
        // The first line is the process, which may be one that was killed; the eighth, written last, is the state.
        var lines = state();
        return lines.size() >= 8
                && READY.contains(lines.get(7).strip())
                && ProcessHandle.of(Long.parseLong(lines.get(0))).isPresent();
    }

    private List<String> state() throws IOException {
        var file = data().resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** {@return the number of the server's first process, which begins all others} */
    long process() {
        try {
            return Long.parseLong(state().get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the next server that starts in it take no changes, and wait for those of a primary that there is not. */
    void makeStandby() throws IOException {
        account.own(Files.createFile(data().resolve("standby.signal")));
    }

    /** {@return the folder in memory where it has room, else the JVM's temporary folder} */
    private static Path parent() throws IOException {
        // Measured: a new database takes 10 ms in memory and 30 to 240 ms on a disk, even with fsync off. A container's
        // /dev/shm is often of 64 MB, which is too small.
        var roomy = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
        return roomy ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void initialise(PostgresDistribution distribution, PostgresAddress address) throws IOException {
        var password = Files.createFile(folder.resolve("password"));
        Files.writeString(password, address.password() + "\n");
        account.own(password);
        var initdb = List.of(
                distribution.path("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + address.user(),
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions");
        Command.of(account.run(initdb)).within(LONGEST).run();
        Files.delete(password);
    }

    private void configure(int port, Map<String, String> more) throws IOException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", String.valueOf(port));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", String.valueOf(CONNECTIONS));
        settings.put("fsync", "off");
        settings.put("jit", "off");
        settings.putAll(more);
        var lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining("", "\n", ""));
        Files.writeString(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }
}
