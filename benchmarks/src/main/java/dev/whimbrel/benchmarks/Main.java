package dev.whimbrel.benchmarks;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.report.Findings;
import dev.whimbrel.benchmarks.report.Page;
import dev.whimbrel.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Runs Whimbrel and its peers side by side and writes the report; started by {@code benchmarks/run}. */
public final class Main {

    /** Those whose failure is ours; a peer's is a result. */
    private static final Set<Tool> OURS =
            EnumSet.of(Tool.PSQL, Tool.PSQL_EACH, Tool.WHIMBREL, Tool.WHIMBREL_SELF_CONTAINED);

    private Main() {}

    /**
     * @param words those of the command line, see {@link Options#USAGE}
     */
    public static void main(String[] words) throws IOException {
        if (List.of(words).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            System.exit(run(Options.parse(List.of(words)), ("benchmarks/run " + String.join(" ", words)).strip()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
        }
    }

    private static String merged(Path report, String text, Findings findings) throws IOException {
        String note = "Measured apart from the rest by `%s`, load of the machine %s before and %s after."
                .formatted(findings.command(), findings.loadBefore(), findings.loadAfter());
        return Page.parse(Files.readString(report)).with(Page.parse(text), note).text();
    }

    private static int run(Options options, String command) throws IOException {
        Path checkout = Path.of("").toAbsolutePath();
        try (Scratch scratch = Scratch.in(checkout.resolve("benchmarks/target"))) {
            SideBySide sideBySide = new SideBySide(options, checkout, scratch.folder(), System.err::println);
            Path report = checkout.resolve(options.report());
            Findings findings = sideBySide.run(command);
            String text = new Report(findings).text();
            Files.writeString(report, options.isPartial(report) ? merged(report, text, findings) : text);
            System.err.println("wrote " + options.report());
            List<String> failures = findings.failures(OURS);
            failures.forEach(System.err::println);
            return failures.isEmpty() ? 0 : 1;
        }
    }
}
