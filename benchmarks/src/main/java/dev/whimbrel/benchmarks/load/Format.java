package dev.whimbrel.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a tool wants its files; the statements in them are the same. */
public enum Format {
    /** Plain scripts, which psql, Whimbrel and Flyway all read. */
    PLAIN("V%04d__%s.sql", "", ""),

    DBMATE("%04d_%s.sql", "-- migrate:up\n", "-- migrate:down\n"),

    /**
     * Liquibase cuts the body of a function at its semicolons; a script with one is sent whole, as its documentation
     * advises. So are those of data: that takes it a fraction of the time and memory.
     */
    LIQUIBASE("changes/%04d_%s.sql", """
            --liquibase formatted sql
            --changeset benchmark:1 splitStatements:false stripComments:false
            """, "");

    private static final String CHANGELOG = """
            databaseChangeLog:
              - includeAll:
                  path: changes/
            """;

    private final String name;
    private final String header;
    private final String footer;

    Format(String name, String header, String footer) {
        this.name = name;
        this.header = header;
        this.footer = footer;
    }

    Path file(Path folder, int number, String description) {
        return folder.resolve(name.formatted(number, description));
    }

    /** {@return what comes before the statements} */
    String header() {
        return header;
    }

    /** {@return what comes after them} */
    String footer() {
        return footer;
    }

    /** Write what there is besides the scripts. */
    void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (this == LIQUIBASE) {
            Files.createDirectories(folder.resolve("changes"));
            Files.writeString(folder.resolve("changelog.yaml"), CHANGELOG);
        }
    }
}
