package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user that a server runs as: ourselves, or, if we are root, which PostgreSQL refuses, a user without privileges.
 *
 * @param ids the user's and the group's number; none if it is ourselves
 */
record ServerAccount(List<Integer> ids) {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    static ServerAccount choose() throws ServerAbsentException {
        if (!isRoot()) {
            return new ServerAccount(List.of());
        }
        if (!Files.isExecutable(SETPRIV)) {
            throw new ServerAbsentException("PostgreSQL refuses to run as root, and this machine has no " + SETPRIV
                    + " to run it as another user; install the package util-linux");
        }
        return Stream.of("postgres", "nobody")
                .flatMap(name -> account(name).stream())
                .findFirst()
                .orElseThrow(() -> new ServerAbsentException(
                        "PostgreSQL refuses to run as root, and there is no user postgres or nobody"));
    }

    private static Optional<ServerAccount> account(String name) {
        try {
            return Optional.of(new ServerAccount(List.of(id("-u", name), id("-g", name))));
        } catch (CommandFailedException e) {
            return Optional.empty();
        }
    }

    static boolean isRoot() {
        try {
            var self = Path.of("/proc/self");
            return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find out who we are", e);
        }
    }

    /** {@return the words that run the program as this user; it keeps its process number} */
    List<String> run(List<String> words) {
        if (ids.isEmpty()) {
            return words;
        }
        var prefix = List.of(SETPRIV.toString(), "--reuid=" + ids.get(0), "--regid=" + ids.get(1), "--clear-groups");
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    void own(Path file) throws IOException {
        if (!ids.isEmpty()) {
            Files.setAttribute(file, "unix:uid", ids.get(0));
            Files.setAttribute(file, "unix:gid", ids.get(1));
        }
    }

    private static int id(String which, String name) {
        return Integer.parseInt(Command.of("id", which, name).run().strip());
    }
}
