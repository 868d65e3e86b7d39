package dev.whimbrel.benchmarks.contender;

/** How to reach a database. */
public record Access(String host, int port, String database, String user, String password) {

    String jdbcUrl() {
        return "jdbc:" + url("");
    }

    /** {@return a URL without the password} */
    String url(String user) {
        return "postgresql://" + user + host + ":" + port + "/" + database;
    }
}
