package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's apt with sources, lists, status and archives of its own, so that it takes packages of another release
 * and leaves the system as it is.
 *
 * <p>What the machine says of proxies, mirrors' passwords and the like stays in force. Our file is given as an option
 * because apt reads what {@code APT_CONFIG} names before the machine's own files, which would win.
 */
record PrivateApt(Path folder) {

    private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** {@return the apt that fetches from the mirror, with its files in the folder, which is created} */
    static PrivateApt create(Path folder, String mirror, String release) throws IOException {
        for (var name : List.of("empty", "state/lists/partial", "cache/archives/partial", "log")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.createFile(folder.resolve("state/status"));
        Files.writeString(folder.resolve("sources.list"), source(mirror, release));
        Files.writeString(folder.resolve("apt.conf"), configuration(folder));
        return new PrivateApt(folder);
    }

    /** {@return the package files, of the packages and of all that they depend on} */
    List<Path> fetch(List<String> packages) throws IOException {
        apt(List.of("update"));
        var install = new ArrayList<>(List.of("--download-only", "--no-install-recommends", "install"));
        install.addAll(packages);
        apt(install);
        try (var archives = Files.newDirectoryStream(folder.resolve("cache/archives"), "*.deb")) {
            var files = new ArrayList<Path>();
            archives.forEach(files::add);
            return files;
        }
    }

    private void apt(List<String> arguments) {
        var words = new ArrayList<>(
                List.of("apt-get", "-c", folder.resolve("apt.conf").toString(), "-q", "--yes"));
        words.addAll(arguments);
        Command.of(words)
                .with("DEBIAN_FRONTEND", "noninteractive")
                .within(LONGEST)
                .run();
    }

    /** {@return the line for the mirror; where Debian's keyring is not a file, apt has its keys elsewhere} */
    private static String source(String mirror, String release) {
        var options = Files.exists(KEYS) ? "arch=amd64 signed-by=" + KEYS : "arch=amd64";
        return "deb [" + options + "] " + mirror + " " + release + " main\n";
    }

    private static String configuration(Path folder) {
        return """
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            APT::Update::Error-Mode "any";
            APT::Architecture "amd64";
            APT::Default-Release "";
            // The user that apt fetches as otherwise cannot write here.
            APT::Sandbox::User "root";
            Acquire::Languages "none";
            Acquire::Retries "3";
            Dir::Etc::sourcelist "FOLDER/sources.list";
            Dir::Etc::sourceparts "FOLDER/empty";
            Dir::Etc::preferences "FOLDER/empty/preferences";
            Dir::Etc::preferencesparts "FOLDER/empty";
            Dir::State "FOLDER/state";
            Dir::State::lists "FOLDER/state/lists";
            Dir::State::status "FOLDER/state/status";
            Dir::Cache "FOLDER/cache";
            Dir::Cache::archives "FOLDER/cache/archives";
            Dir::Cache::pkgcache "";
            Dir::Cache::srcpkgcache "";
            Dir::Log "FOLDER/log";
            """.replace("FOLDER", folder.toString());
    }
}
