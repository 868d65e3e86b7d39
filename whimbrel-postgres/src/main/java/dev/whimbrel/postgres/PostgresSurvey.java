package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.TableSurveyor;
import dev.whimbrel.database.sql.work.TableSurveyor.Count;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRegistration;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What long work would take of a server.
 *
 * @param begun how far it is, if it is
 */
record PostgresSurvey(
        PostgresSession session, PostgresDialect dialect, Migration migration, Optional<WorkStatus> begun) {

    TableSurvey of(Optional<Profile> profile) throws SQLException {
        Map<String, String> notes = new LinkedHashMap<>();
        SqlCommands commands = new SqlCommands(session.connection());
        TableSurveyor surveyor = new TableSurveyor(commands, dialect, begun);
        try {
            WorkTable table = WorkSubject.of(migration, session);
            if (migration.work().orElseThrow() instanceof EmbeddingWork embedding) {
                String script = migration.up().name();
                VectorExtension extension = VectorExtension.require(session, script);
                extension.requireAble(embedding, profile.orElseThrow().dimension(), script);
                notes.put("pgvector", extension.version());
                Count count = surveyor.count(table);
                String target = new WorkRegistration(commands, dialect)
                        .naming(migration, embedding, table)
                        .target();
                Needs needs = new VectorNeeds(session, extension, embedding, profile.orElseThrow())
                        .of(count.texts(), heap(commands, table, count.rows()), begun.isPresent(), target);
                return surveyor.survey(table, count, needs, notes);
            }
            Count count = surveyor.count(table);
            Needs needs = new Needs(List.of(), heap(commands, table, count.rows()), 0, 0, 0, List.of());
            return surveyor.survey(table, count, needs, notes);
        } catch (MigrationFailedException e) {
            return TableSurvey.refused(notes, e.problems());
        }
    }

    /** {@return what rows take in their table, texts that are kept apart left out} An update writes them anew. */
    private static long heap(SqlCommands commands, WorkTable table, long rows) throws SQLException {
        return commands.number("SELECT (pg_relation_size(c.oid)::float8 * " + rows + " / greatest(c.reltuples, " + rows
                + ", 1))::bigint FROM pg_catalog.pg_class AS c WHERE c.oid = to_regclass("
                + PostgresSql.literal(table.qualified()) + ")");
    }
}
