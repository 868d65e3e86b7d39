package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.WorkTables;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Migration;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The view through which plain SQL reads the vectors of a name that are in use, and which model they are of. It is replaced in
 * the transaction that points readers at other vectors. The vectors have no dimension there, or a view could not be replaced
 * by one of another dimension; a search through it uses the index all the same.
 */
record ActiveView(SqlCommands commands, WorkTables tables) {

    /** The work's own view, or that of another one of its name. */
    private static final String FOUND = """
            SELECT v.view_name FROM %1$s AS v WHERE v.name = %2$s AND v.view_name IS NOT NULL
            ORDER BY v.id = %3$d DESC, v.id DESC LIMIT 1
            """;

    /** Who reads through the view needs the rights that the tables ask for, and sees the rows that policies let through. */
    private static final String SHOW = """
            DO $whimbrel$
            DECLARE
                shown text := (%1$s);
            BEGIN
                IF shown IS NULL OR NOT (SELECT active FROM %2$s WHERE id = %3$d) THEN
                    RETURN;
                END IF;
                IF (SELECT count(*) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = to_regclass(shown)
                        AND (a.attname, format_type(a.atttypid, NULL)) IN
                            ((%4$s, %5$s), ('embedding', format_type(to_regtype(%6$s), NULL)))) <> 2 THEN
                    EXECUTE 'DROP VIEW IF EXISTS ' || shown;
                END IF;
                EXECUTE 'CREATE OR REPLACE VIEW ' || shown || ' AS ' || %7$s;
                IF current_setting('server_version_num')::int >= 150000 THEN
                    EXECUTE 'ALTER VIEW ' || shown || ' SET (security_invoker = true)';
                END IF;
            END
            $whimbrel$
            """;

    private static final String HIDE = """
            DO $whimbrel$
            DECLARE
                shown text := (%1$s);
            BEGIN
                IF shown IS NOT NULL THEN
                    EXECUTE 'DROP VIEW IF EXISTS ' || shown;
                END IF;
            END
            $whimbrel$
            """;

    /** {@return the command that shows the vectors of a work, if it is in use and a definition of its name asks for a view} */
    static String show(Work work, Vectors vectors, WorkTables tables) {
        return SHOW.formatted(
                found(work, tables),
                tables.work(),
                work.id(),
                PostgresSql.literal(vectors.key()),
                PostgresSql.literal(work.table().keyType()),
                PostgresSql.literal(type(vectors)),
                PostgresSql.literal(query(vectors)));
    }

    /** {@return the command that removes the view} */
    static String hide(Work work, WorkTables tables) {
        return HIDE.formatted(found(work, tables));
    }

    private static String found(Work work, WorkTables tables) {
        return FOUND.formatted(tables.work(), PostgresSql.literal(work.name()), work.id());
    }

    private static String type(Vectors vectors) {
        return PostgresSql.qualified(vectors.typeSchema(), vectors.kind());
    }

    private static String query(Vectors vectors) {
        Profile profile = Profile.parse(vectors.canonical());
        return "SELECT " + vectors.keyColumn() + ", " + vectors.vectorColumn() + "::" + type(vectors)
                + " AS embedding, " + PostgresSql.literal(profile.model()) + "::text AS model, "
                + PostgresSql.literal(profile.hash().hex()) + "::text AS profile, " + profile.dimension()
                + " AS dimension, " + PostgresSql.literal(profile.prefixes().query()) + "::text AS query_prefix FROM "
                + vectors.relation() + " WHERE " + vectors.vectorColumn() + " IS NOT NULL";
    }

    /** Remember that a definition asks for a view. The view itself is made when there is something to see. */
    void note(Migration migration, Work work, String wanted) throws SQLException {
        String schema = Optional.ofNullable(PostgresSql.schema(wanted))
                .orElse(work.table().schema());
        String view = PostgresSql.qualified(schema, PostgresSql.unqualified(wanted));
        boolean isTaken = commands.number("SELECT (to_regclass(" + PostgresSql.literal(view)
                        + ") IS NOT NULL AND NOT EXISTS (SELECT FROM " + tables.work() + " WHERE view_name = "
                        + PostgresSql.literal(view) + " AND name = " + PostgresSql.literal(work.name()) + "))::int")
                == 1;
        if (isTaken) {
            throw WorkImpossible.because(
                    migration.up().name(),
                    "there is something of the name " + wanted + " already",
                    "`view` names a view that is made and kept by Whimbrel",
                    "take another name");
        }
        commands.execute("UPDATE " + tables.work() + " SET view_name = " + PostgresSql.literal(view) + " WHERE id = "
                + work.id());
    }
}
