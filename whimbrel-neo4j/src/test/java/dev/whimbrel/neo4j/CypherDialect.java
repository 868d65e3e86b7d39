package dev.whimbrel.neo4j;

import dev.whimbrel.testkit.contract.Dialect;

/** The contract's scripts in Cypher. What they make is a constraint, so that most of them change the schema. */
enum CypherDialect implements Dialect {
    CYPHER;

    @Override
    public String extension() {
        return "cypher";
    }

    @Override
    public String comment(String words) {
        return "// " + words;
    }

    @Override
    public String create(String thing) {
        return "CREATE CONSTRAINT " + thing + " FOR (n:" + thing + ") REQUIRE n.id IS UNIQUE;";
    }

    @Override
    public String drop(String thing) {
        return thing.equals("story") ? "MATCH (s:Story) DELETE s;" : "DROP CONSTRAINT " + thing + ";";
    }

    @Override
    public String createStory() {
        return "CREATE (:Story);";
    }

    @Override
    public String next(String title) {
        return "MATCH (:Story) OPTIONAL MATCH (c:Chapter) WITH count(c) + 1 AS number"
                + " CREATE (:Chapter {number: number, title: '" + title + "'});";
    }

    @Override
    public String clearStory() {
        return "MATCH (c:Chapter) DELETE c;";
    }

    @Override
    public String refused(String name) {
        return "CALL `" + name + "`();";
    }

    @Override
    public String unterminated() {
        return "RETURN 'no end";
    }

    @Override
    public String nonTransactional() {
        return "UNWIND [1] AS row CALL (row) { MATCH (n:NoSuch) DELETE n } IN TRANSACTIONS;";
    }

    @Override
    public String setting() {
        return "RETURN 'there are no settings';";
    }

    @Override
    public String user() {
        return "neo4j";
    }
}
