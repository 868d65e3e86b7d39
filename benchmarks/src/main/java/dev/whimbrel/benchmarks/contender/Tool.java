package dev.whimbrel.benchmarks.contender;

/** Who takes part, in the order of the tables. */
public enum Tool {
    PSQL("psql, one session"),
    PSQL_EACH("psql, a process for each file"),
    WHIMBREL("Whimbrel"),
    WHIMBREL_SELF_CONTAINED("Whimbrel with its own Java"),
    DBMATE("dbmate"),
    FLYWAY("Flyway, library"),
    FLYWAY_COMMAND_LINE("Flyway, command line"),
    LIQUIBASE("Liquibase, library");

    private final String title;

    Tool(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
