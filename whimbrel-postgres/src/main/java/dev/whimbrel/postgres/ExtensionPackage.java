package dev.whimbrel.postgres;

import java.util.Map;

/** Where extensions come from. */
final class ExtensionPackage {

    /** Debian's packages, as in {@code postgresql-17-pgvector}. */
    private static final Map<String, String> SUFFIXES =
            Map.of("vector", "pgvector", "postgis", "postgis-3", "pg_cron", "cron", "pg_partman", "partman");

    private ExtensionPackage() {}

    /**
     * {@return what to do where the server does not have an extension}
     *
     * @param version the major version of the server, or what stands for it
     */
    static String remedy(String extension, String version) {
        String suffix = SUFFIXES.get(extension);
        if (suffix == null) {
            return "install the package that brings it on the server's machine (postgresql-contrib has those of PostgreSQL"
                    + " itself), then run again";
        }
        String image = extension.equals("vector") ? ", or use the image pgvector/pgvector:pg" + version : "";
        return "install the package postgresql-" + version + "-" + suffix + " on the server's machine" + image
                + ", then run again";
    }
}
