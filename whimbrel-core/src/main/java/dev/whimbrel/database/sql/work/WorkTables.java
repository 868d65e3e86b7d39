package dev.whimbrel.database.sql.work;

/**
 * The tables in which long work is remembered, beside the history. Keys of rows are kept as text and compared in their
 * column's own type.
 *
 * @param schema the history's
 */
public record WorkTables(String schema) {

    public String profile() {
        return named("whimbrel_profile");
    }

    public String work() {
        return named("whimbrel_work");
    }

    public String claim() {
        return named("whimbrel_claim");
    }

    public String queue() {
        return named("whimbrel_queue");
    }

    public String deadLetter() {
        return named("whimbrel_dead_letter");
    }

    /** {@return the quoted name of another object of Whimbrel's in the same schema} */
    public String named(String name) {
        return Quoted.qualified(schema, name);
    }
}
