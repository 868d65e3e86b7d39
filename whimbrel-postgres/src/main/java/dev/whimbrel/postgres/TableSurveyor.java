package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.postgres.Work.WorkTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a table before long work begins, or goes on: how much there is, some of its texts, and what it would take. */
final class TableSurveyor {

    private static final int SAMPLE = 500;

    private final PostgresSession session;
    private final Migration migration;
    private final Optional<WorkStatus> begun;

    /** @param begun how far it is, if it is */
    TableSurveyor(PostgresSession session, Migration migration, Optional<WorkStatus> begun) {
        this.session = session;
        this.migration = migration;
        this.begun = begun;
    }

    TableSurvey survey(Optional<Profile> profile) throws SQLException {
        Map<String, String> notes = new LinkedHashMap<>();
        try {
            WorkTable table = WorkSubject.of(migration, session);
            return migration.work().orElseThrow() instanceof EmbeddingWork embedding
                    ? embedding(embedding, table, profile.orElseThrow(), notes)
                    : plain(table, notes);
        } catch (MigrationFailedException e) {
            return TableSurvey.refused(notes, e.problems());
        }
    }

    private TableSurvey plain(WorkTable table, Map<String, String> notes) throws SQLException {
        Counts counts = counts("SELECT count(*), 0 FROM " + table.aliased() + " WHERE " + table.takesPart());
        long done = begun.map(WorkStatus::done).orElse(0L);
        Needs needs = new Needs(List.of(), heap(table, counts.rows()), 0, 0, 0, List.of());
        // Rows that are done do not take part any more, where the definition says which need it.
        long rows = table.condition().isPresent() ? counts.rows() + done : counts.rows();
        return new TableSurvey(rows, 0, done, rate(), List.of(), needs, notes, Problems.NONE);
    }

    private TableSurvey embedding(EmbeddingWork work, WorkTable table, Profile profile, Map<String, String> notes)
            throws SQLException {
        String script = migration.up().name();
        VectorExtension extension = VectorExtension.require(session, script);
        extension.requireAble(work, profile.dimension(), script);
        notes.put("pgvector", extension.version());
        Counts counts =
                counts("SELECT count(*), count(*) FILTER (WHERE is_empty) FROM " + table.rows("true") + " AS src");
        boolean isFirst = begun.isEmpty() && counts(named(work, table)).rows() == 0;
        Needs needs = new VectorNeeds(session, extension, migration, work, profile)
                .of(counts.rows() - counts.empty(), heap(table, counts.rows()), begun.isPresent(), isFirst);
        long done = begun.map(status -> status.done() + status.skipped()).orElse(0L);
        return new TableSurvey(counts.rows(), counts.empty(), done, rate(), sample(table), needs, notes, Problems.NONE);
    }

    private String named(EmbeddingWork work, WorkTable table) throws SQLException {
        WorkTables tables = new WorkTables(
                session.facts().schema() == null ? "public" : session.facts().schema());
        return counts("SELECT (to_regclass(" + PostgresSql.literal(tables.work()) + ") IS NOT NULL)::int, 0")
                                .rows()
                        == 0
                ? "SELECT 0, 0"
                : "SELECT count(*), 0 FROM " + tables.work() + " WHERE name = "
                        + PostgresSql.literal(WorkExpansion.name(work, table))
                        + " AND relation IS NOT NULL AND state <> 'CONTRACTED'";
    }

    private Optional<Double> rate() {
        return begun.map(WorkStatus::rowsPerSecond).filter(rate -> rate > 0);
    }

    private record Counts(long rows, long empty) {}

    private Counts counts(String sql) throws SQLException {
        try (Statement statement = statement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Counts(row.getLong(1), row.getLong(2));
        }
    }

    /** {@return what rows take in their table, texts that are kept apart left out} An update writes them anew. */
    private long heap(WorkTable table, long rows) throws SQLException {
        return counts("SELECT (pg_relation_size(c.oid)::float8 * " + rows + " / greatest(c.reltuples, " + rows
                        + ", 1))::bigint, 0 FROM pg_catalog.pg_class AS c WHERE c.oid = to_regclass("
                        + PostgresSql.literal(table.qualified()) + ")")
                .rows();
    }

    private List<String> sample(WorkTable table) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery("SELECT txt FROM " + table.rows("true")
                        + " AS src WHERE NOT is_empty ORDER BY random() LIMIT " + SAMPLE)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private Statement statement() throws SQLException {
        Statement statement = session.connection().createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }
}
