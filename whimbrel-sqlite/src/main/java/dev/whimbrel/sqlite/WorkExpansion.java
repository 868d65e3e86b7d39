package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.sql.work.Quoted;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRegistration;
import dev.whimbrel.database.sql.work.WorkRegistration.Naming;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.Step;
import dev.whimbrel.sqlite.WorkSubject.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes room for long work: its entry in the registry, and, for vectors, a column or a table and the triggers that note
 * changes. No row is touched. Runs in the caller's transaction.
 */
final class WorkExpansion {

    private final SqlCommands commands;
    private final boolean hasExtension;
    private final WorkRegistration registration;

    /** @param hasExtension whether sqlite-vec was given */
    WorkExpansion(SqlCommands commands, boolean hasExtension) {
        this.commands = commands;
        this.hasExtension = hasExtension;
        this.registration = new WorkRegistration(commands, SqliteDialect.SQLITE);
    }

    void begin(Step step) throws SQLException {
        for (String table : WorkTablesDefinition.CREATE) {
            commands.execute(table);
        }
        Migration migration = step.migration();
        WorkTable table = new WorkSubject(commands).of(migration);
        LongWork work = migration.work().orElseThrow();
        if (work instanceof EmbeddingWork embedding) {
            expand(migration, embedding, table, step.profile().orElseThrow());
        } else {
            registration.register(migration, table, (BackfillWork) work);
        }
    }

    private void expand(Migration migration, EmbeddingWork work, WorkTable table, Profile profile) throws SQLException {
        if (work.view().isPresent()) {
            throw WorkImpossible.because(
                    migration.up().name(),
                    "no view " + work.view().get() + " can be kept",
                    "`view` is for PostgreSQL",
                    "remove it from the definition, and read whimbrel_reader; or write one definition for each database");
        }
        Naming naming = registration.naming(migration, work, table);
        Vectors vectors = vectors(work, table, profile, naming.target());
        List<Column> columns = new WorkSubject(commands).columns(table.name());
        Vectors placed = vectors;
        if (work.target().place() == Place.COLUMN) {
            placed = addColumns(migration, table, vectors, columns);
        } else {
            commands.execute(VectorTable.create(vectors, table.keyType()));
        }
        Work registered = registration.register(migration, naming.name(), table, work.batch(), placed);
        for (String trigger : CaptureTriggers.create(
                registered, columns.stream().map(Column::name).toList())) {
            commands.execute(trigger);
        }
    }

    private Vectors vectors(EmbeddingWork work, WorkTable table, Profile profile, String target) throws SQLException {
        boolean isColumn = work.target().place() == Place.COLUMN;
        String column = isColumn ? target : "embedding";
        return new Vectors(
                work.target().place(),
                isColumn ? table.qualified() : Quoted.identifier(target.replaceFirst("^main\\.", "")),
                table.key(),
                column,
                isColumn ? column + "_hash" : "source_hash",
                VectorTable.kind(work, hasExtension),
                "",
                true,
                registration.profile(profile),
                profile.dimension(),
                profile.canonical(),
                WorkRegistration.metric(work));
    }

    /** A column that an earlier migration made is taken as it is, and stays when the work is reverted. */
    private Vectors addColumns(Migration migration, WorkTable table, Vectors vectors, List<Column> columns)
            throws SQLException {
        Optional<Column> existing = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(vectors.column()))
                .findFirst();
        if (existing.filter(column -> !column.affinity().equals("BLOB")).isPresent()) {
            throw WorkImpossible.columnTaken(
                    migration.up().name(),
                    table.name(),
                    vectors.column(),
                    existing.get().affinity(),
                    "BLOB: four bytes a number");
        }
        String alter = "ALTER TABLE " + table.qualified() + " ADD COLUMN ";
        if (existing.isEmpty()) {
            commands.execute(alter + vectors.vectorColumn() + " BLOB");
        }
        commands.execute(alter + vectors.hashColumn() + " BLOB");
        return existing.isEmpty() ? vectors : vectors.inColumnOfOthers();
    }
}
