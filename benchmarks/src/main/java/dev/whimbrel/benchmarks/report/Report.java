package dev.whimbrel.benchmarks.report;

import dev.whimbrel.benchmarks.embedding.Comparison;
import java.time.Duration;
import java.util.stream.Collectors;

/** The page that is published. */
public record Report(Findings findings) {

    private static final String HEAD = """
            # Benchmarks

            Written by the program that measured it; what falls short stands here as well. The same command writes it anew:

            ```sh
            %s
            ```

            | | |
            |---|---|
            | processor | %s, %d cores |
            | memory | %s |
            | system | %s |
            | Java | %s |
            | load of the machine, before and after (1, 5, 15 min) | %s, %s |
            | round trip to the server on loopback, at a distance | %s ms, %s ms |
            %s

            How it is measured:

            - All contenders apply the same statements, from files in the form that each wants, to the same server: PostgreSQL as the tests use it, alone on the machine with the contenders, `fsync` off and its data in memory where there is room. It answers as fast as it can, so that what differs is the tool.
            - A figure is that of a whole process, from before its start until its end. Processor is user and system time; memory is the largest resident set of one of its processes, in any run. The server's own share is in neither.
            - Contenders take turns, and each round begins with another one. A checkpoint precedes each database.
            - After each run it is counted what is in the database. A run that did less is a failure, and who fails is out of that table.
            - psql keeps no history: it is the least that the job can take.
            - Java programs start with the options that their own launchers give them; peers used through their libraries have the JVM's defaults. Files are in the system's cache. Whimbrel's archive of classes, made at its first start, is made before.
            """;

    public String text() {
        Machine machine = Machine.read();
        String head = HEAD.formatted(
                findings.command(),
                machine.processor(),
                machine.cores(),
                machine.memory(),
                machine.system(),
                machine.java(),
                findings.loadBefore(),
                findings.loadAfter(),
                milliseconds(findings.roundTrip()),
                milliseconds(findings.distantRoundTrip()),
                String.join("\n", findings.versions()));
        String tables = findings.outcomes().stream().map(Tables::of).collect(Collectors.joining());
        String lexer = findings.lexer().isEmpty() ? "" : Tables.of(findings.lexer());
        String goals =
                switch (findings.worth()) {
                    case FIGURES -> new GoalTable(findings.outcomes(), findings.lexer()).text();
                    case PROOF_OF_LIFE -> "\n**The figures below mean nothing: this is the short form.**\n";
                };
        String embeddings = findings.embeddings().stream().map(Comparison::text).collect(Collectors.joining());
        return head + goals + tables + lexer + embeddings;
    }

    /** {@return how busy the machine is now} */
    public static String load() {
        return Machine.load();
    }

    private static String milliseconds(Duration time) {
        return "%.2f".formatted(time.toNanos() / 1e6);
    }
}
