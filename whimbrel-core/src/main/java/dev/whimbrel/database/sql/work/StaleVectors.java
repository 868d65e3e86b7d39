package dev.whimbrel.database.sql.work;

import dev.whimbrel.database.sql.work.Work.Vectors;

/** Vectors of rows that are gone, have no text, or take no part any more. */
record StaleVectors(Work work, WorkDialect dialect) {

    /**
     * {@return the command that removes them}
     *
     * @param which the condition on the keys of the rows looked at
     */
    String removal(String which) {
        Vectors vectors = work.requireVectors();
        String orphaned =
                " NOT EXISTS (SELECT 1 FROM " + WorkRows.of(work, dialect).all()
                        + " AS src WHERE NOT src.is_empty AND src.k = v." + vectors.keyColumn() + ")";
        String rows = " WHERE v." + vectors.keyColumn() + " " + which + " AND";
        return work.isInPlace()
                ? "UPDATE " + vectors.relation() + " AS v SET " + vectors.vectorColumn() + " = NULL, "
                        + vectors.hashColumn() + " = NULL" + rows + " v." + vectors.hashColumn() + " IS NOT NULL AND"
                        + orphaned
                : "DELETE FROM " + vectors.relation() + " AS v" + rows + orphaned;
    }
}
