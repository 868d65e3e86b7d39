package dev.whimbrel.postgres;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whether what pending migrations will create can be created: extensions, schemas, objects in schemas. */
final class PendingNeeds {

    /** Services that run PostgreSQL for others let members of these create extensions, and do not say which. */
    private static final String EXTENSIONS = """
            SELECT wanted.name, wanted.script, available.installed_version, available.default_version,
                version.superuser AND NOT role.rolsuper
                    AND NOT (version.trusted AND has_database_privilege(current_database(), 'CREATE'))
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS service
                        WHERE service.rolname IN ('rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'neon_superuser')
                          AND pg_has_role(service.oid, 'MEMBER')) AS refused
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (name, script, position)
            LEFT JOIN pg_catalog.pg_available_extensions AS available ON available.name = wanted.name
            LEFT JOIN pg_catalog.pg_available_extension_versions AS version
                ON version.name = available.name AND version.version = available.default_version
            JOIN pg_catalog.pg_roles AS role ON role.rolname = current_user
            ORDER BY wanted.position
            """;

    private static final String SCHEMAS = """
            SELECT wanted.name, wanted.script, n.oid IS NULL AS is_new
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (name, script, position)
            LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.name
            WHERE CASE WHEN n.oid IS NULL THEN NOT has_database_privilege(current_database(), 'CREATE')
                ELSE NOT has_schema_privilege(n.oid, 'CREATE') END
            ORDER BY wanted.position
            """;

    private final String where;
    private final PostgresSession session;
    private final List<PromisedObject> wanted;

    /** @param where the server, for people */
    PendingNeeds(String where, PostgresSession session, List<PromisedObject> wanted) {
        this.where = where;
        this.session = session;
        this.wanted = wanted;
    }

    /** Look, and add what is found. */
    void examine(Map<String, String> details, List<Problem> problems) throws SQLException {
        examineExtensions(details, problems);
        examineSchemas(problems);
    }

    private void examineExtensions(Map<String, String> details, List<Problem> problems) throws SQLException {
        List<PromisedObject> extensions = wanted.stream()
                .filter(object -> object.kind() == ObjectKind.EXTENSION)
                .toList();
        if (extensions.isEmpty()) {
            return;
        }
        try (PreparedStatement query = query(EXTENSIONS, extensions, PromisedObject::name);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(1);
                details.put("extension " + name, state(rows.getString(3), rows.getString(4)) + ", needed");
                if (rows.getString(4) == null) {
                    problems.add(unavailable(name, rows.getString(2)));
                } else if (rows.getString(3) == null && rows.getBoolean(5)) {
                    problems.add(refused(name, rows.getString(2)));
                }
            }
        }
    }

    /** The names of schemas that are to be created, and of those in which something is. */
    private void examineSchemas(List<Problem> problems) throws SQLException {
        List<PromisedObject> inSchemas = wanted.stream()
                .filter(object -> object.kind() == ObjectKind.SCHEMA
                        || (object.kind() != ObjectKind.INDEX && PostgresSql.schema(object.name()) != null))
                .toList();
        List<String> created = wanted.stream()
                .filter(object -> object.kind() == ObjectKind.SCHEMA)
                .map(PromisedObject::name)
                .toList();
        List<PromisedObject> distinct = inSchemas.stream()
                .filter(object -> object.kind() == ObjectKind.SCHEMA || !created.contains(schema(object)))
                .toList();
        try (PreparedStatement query = query(SCHEMAS, distinct, PendingNeeds::schema);
                ResultSet rows = query.executeQuery()) {
            java.util.Set<String> told = new java.util.HashSet<>();
            while (rows.next()) {
                String name = rows.getString(1);
                if (told.add(name)) {
                    problems.add(
                            rows.getBoolean(3)
                                    ? noNewSchema(name, rows.getString(2))
                                    : noRoom(name, rows.getString(2)));
                }
            }
        }
    }

    private static @Nullable String schema(PromisedObject object) {
        return object.kind() == ObjectKind.SCHEMA ? object.name() : PostgresSql.schema(object.name());
    }

    private PreparedStatement query(
            String sql,
            List<PromisedObject> objects,
            java.util.function.Function<PromisedObject, @Nullable String> name)
            throws SQLException {
        PreparedStatement query = session.connection().prepareStatement(sql);
        query.setArray(
                1,
                session.connection()
                        .createArrayOf("text", objects.stream().map(name).toArray()));
        query.setArray(
                2,
                session.connection()
                        .createArrayOf(
                                "text",
                                objects.stream().map(PromisedObject::script).toArray()));
        return query;
    }

    static String state(@Nullable String installed, @Nullable String available) {
        if (installed != null) {
            return installed;
        }
        return available == null ? "not installed on the server" : "available (" + available + "), not created";
    }

    private Problem unavailable(String extension, String script) throws SQLException {
        return new Problem(
                ErrorCode.EXTENSION_UNAVAILABLE,
                "extension " + extension + " is not installed on the server " + where,
                script + " is pending and creates it",
                ExtensionPackage.remedy(extension, session.facts().majorVersion()));
    }

    private Problem refused(String extension, String script) throws SQLException {
        ServerFacts facts = session.facts();
        return permission(
                "role " + facts.role() + " may not create extension " + extension + ", which " + script
                        + ", pending, does: that takes a superuser",
                "as a superuser, once, in database " + facts.database() + ": CREATE EXTENSION IF NOT EXISTS \""
                        + extension + "\"; IF NOT EXISTS in the script then accepts it");
    }

    private Problem noNewSchema(String schema, String script) throws SQLException {
        ServerFacts facts = session.facts();
        return permission(
                "role " + facts.role() + " may not create schema " + schema + ", which " + script + ", pending, needs",
                "as the owner or a superuser: GRANT CREATE ON DATABASE " + facts.database() + " TO " + facts.role());
    }

    private Problem noRoom(String schema, String script) throws SQLException {
        ServerFacts facts = session.facts();
        return permission(
                "role " + facts.role() + " may not create anything in schema " + schema + ", which " + script
                        + ", pending, does",
                "as the owner or a superuser: GRANT CREATE, USAGE ON SCHEMA " + schema + " TO " + facts.role());
    }

    private static Problem permission(String why, String remedy) {
        return new Problem(ErrorCode.PERMISSION_DENIED, "the role lacks a privilege", why, remedy);
    }
}
