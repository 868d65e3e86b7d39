package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.WorkRemoval;
import java.sql.SQLException;

/** Drops what an embedding has made. */
record VectorRemoval(SqlCommands commands, PostgresDialect dialect) implements WorkRemoval.Dropping {

    static WorkRemoval removal(SqlCommands commands, PostgresDialect dialect) {
        return new WorkRemoval(commands, dialect, new VectorRemoval(commands, dialect));
    }

    @Override
    public void drop(Work work) throws SQLException {
        Vectors vectors = work.requireVectors();
        commands.execute("SET LOCAL client_min_messages = 'warning'; " + CaptureTriggers.drop(work, dialect.tables()));
        if (!work.isInPlace()) {
            commands.execute("DROP TABLE IF EXISTS " + vectors.relation());
            return;
        }
        String alter = "ALTER TABLE IF EXISTS " + vectors.relation() + " DROP COLUMN IF EXISTS ";
        commands.execute(alter + vectors.hashColumn());
        if (vectors.ownsColumn()) {
            commands.execute(alter + vectors.vectorColumn());
        }
    }
}
