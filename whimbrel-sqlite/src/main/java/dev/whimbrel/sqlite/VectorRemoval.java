package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.Quoted;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.WorkRemoval;
import dev.whimbrel.sqlite.WorkSubject.Column;
import java.sql.SQLException;
import java.util.List;

/** Drops what an embedding has made. */
record VectorRemoval(SqlCommands commands) implements WorkRemoval.Dropping {

    static WorkRemoval removal(SqlCommands commands) {
        return new WorkRemoval(commands, SqliteDialect.SQLITE, new VectorRemoval(commands));
    }

    @Override
    public void drop(Work work) throws SQLException {
        Vectors vectors = work.requireVectors();
        for (String command : CaptureTriggers.drop(work)) {
            commands.execute(command);
        }
        if (!work.isInPlace()) {
            commands.execute("DROP TABLE IF EXISTS " + vectors.relation());
            return;
        }
        List<String> columns = new WorkSubject(commands)
                .columns(work.table().name()).stream().map(Column::name).toList();
        dropColumn(work, vectors.hash(), columns);
        if (vectors.ownsColumn()) {
            dropColumn(work, vectors.column(), columns);
        }
    }

    private void dropColumn(Work work, String column, List<String> present) throws SQLException {
        if (present.contains(column)) {
            commands.execute("ALTER TABLE " + work.table().qualified() + " DROP COLUMN " + Quoted.identifier(column));
        }
    }
}
