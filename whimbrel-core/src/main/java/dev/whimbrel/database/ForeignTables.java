package dev.whimbrel.database;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The tables of a database that other tools made. They are read and never written. Not thread-safe.
 *
 * <p>Every method throws {@link dev.whimbrel.error.DatabaseException} when the database cannot be reached or refuses.
 */
public interface ForeignTables {

    /** There are none, and no tool to keep out. */
    ForeignTables NONE = new ForeignTables() {

        @Override
        public List<ForeignTable> named(Set<String> names) {
            return List.of();
        }

        @Override
        public List<ForeignRow> rows(ForeignTable table) {
            return List.of();
        }
    };

    /**
     * {@return the tables of these names, in any schema but the database's own ones}
     *
     * @param names in lower case; those of the tables may be in any
     */
    List<ForeignTable> named(Set<String> names);

    /** {@return all rows, in no particular order} */
    List<ForeignRow> rows(ForeignTable table);

    /** {@return all rows, by the number or else the text in a column} */
    default List<ForeignRow> rowsBy(String column, ForeignTable table) {
        return rows(table).stream()
                .sorted(Comparator.<ForeignRow, Long>comparing(
                                row -> row.number(column).orElse(Long.MAX_VALUE))
                        .thenComparing(row -> row.textOrEmpty(column)))
                .toList();
    }

    /** {@return the name that the server knows the database by; empty if there is no server} */
    default String databaseName() {
        return "";
    }

    /**
     * Keep another tool out by the advisory locks that it takes itself. Where there are no such locks, nothing is done.
     *
     * @param keys their numbers
     * @return {@link ForeignLock#HELD_BY_OTHERS} if one of them is held; none is held by us then
     */
    default ForeignLock tryLock(List<Long> keys) {
        return ForeignLock.NOT_NEEDED;
    }
}
