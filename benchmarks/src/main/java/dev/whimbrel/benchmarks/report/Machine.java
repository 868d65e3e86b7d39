package dev.whimbrel.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What it ran on, as Linux tells it; "unknown" where it does not. */
record Machine(String processor, int cores, String memory, String system, String java) {

    private static final String UNKNOWN = "unknown";

    static Machine read() {
        return new Machine(
                value(Path.of("/proc/cpuinfo"), "model name", ":"),
                Runtime.getRuntime().availableProcessors(),
                memory(value(Path.of("/proc/meminfo"), "MemTotal", ":")),
                value(Path.of("/etc/os-release"), "PRETTY_NAME", "=").replace("\"", "") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    /** {@return how many processes want to run: the averages over 1, 5 and 15 minutes} */
    static String load() {
        return text(Path.of("/proc/loadavg"))
                .lines()
                .findFirst()
                .map(line -> String.join(" ", line.split(" ", -1)[0], line.split(" ", -1)[1], line.split(" ", -1)[2]))
                .orElse(UNKNOWN);
    }

    private static String memory(String total) {
        String kilobytes = total.replaceAll("\\D", "");
        return kilobytes.isEmpty() ? UNKNOWN : "%.1f GB".formatted(Long.parseLong(kilobytes) * 1024 / 1e9);
    }

    private static String value(Path file, String key, String separator) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
