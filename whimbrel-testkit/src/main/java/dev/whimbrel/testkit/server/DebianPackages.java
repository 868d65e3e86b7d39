package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packages of a Debian release with all that they depend on, unpacked into a folder where their programs run.
 *
 * <p>Neither root nor a Debian of that release is needed, only apt and dpkg on x86-64.
 *
 * @param description what they are, for the log
 * @param programs the folders, relative to the unpacked root, whose programs shall run
 */
record DebianPackages(String release, List<String> names, String description, List<String> programs) {

    private static final Logger LOG = LoggerFactory.getLogger(DebianPackages.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    DebianPackages {
        names = List.copyOf(names);
        programs = List.copyOf(programs);
    }

    static DebianPackages of(String release, String... names) {
        return new DebianPackages(release, List.of(names), String.join(", ", names), List.of());
    }

    DebianPackages describedAs(String words) {
        return new DebianPackages(release, names, words, programs);
    }

    DebianPackages withPrograms(String... folders) {
        return new DebianPackages(release, names, description, List.of(folders));
    }

    /** {@return the unpacked root in the cache, where it is fetched to if it is not there} */
    Path in(CacheFolder cache) throws ServerAbsentException {
        var name = release + "-" + String.join("-", names);
        if (cache.has(name)) {
            return cache.path().resolve(name);
        }
        var mirror = mirror();
        return cache.folder(name, (growing, complete) -> unpack(mirror, growing, complete));
    }

    private static String mirror() throws ServerAbsentException {
        var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new ServerAbsentException("they are for Linux on x86-64, and this is " + system);
        }
        for (var program : List.of("apt-get", "dpkg")) {
            if (!Files.isExecutable(Path.of("/usr/bin", program))) {
                throw new ServerAbsentException("this machine has no /usr/bin/" + program + " to fetch them with");
            }
        }
        return AptSource.mirror(AptSources.ofThisMachine().read())
                .orElseThrow(() -> new ServerAbsentException(
                        "/etc/apt/sources.list and /etc/apt/sources.list.d name no mirror of Debian's main archive"));
    }

    private void unpack(String mirror, Path growing, Path complete) throws IOException {
        LOG.info("Fetching {}, once, from the Debian mirror {} into {}", description, mirror, complete);
        var fetching = growing.resolve("fetching");
        var apt = PrivateApt.create(fetching, mirror, release);
        var wanted = Stream.concat(names.stream(), Stream.of(ElfPatch.PACKAGE)).toList();
        for (var archive : apt.fetch(wanted)) {
            Command.of("dpkg", "-x", archive, growing).within(LONGEST).run();
        }
        Folders.delete(fetching);
        // What is unpacked needs no privileges, and an old program with root's must not lie about.
        Command.of("chmod", "-R", "ug-s,go-w,a+rX", growing).within(LONGEST).run();
        for (var folder : programs) {
            new ElfPatch(growing, complete).patch(growing.resolve(folder));
        }
        LOG.info("Unpacked {} into {}", description, complete);
    }
}
