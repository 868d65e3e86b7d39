package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What we know of another tool: where its history lies, what its rows mean, how it keeps others out. */
interface ForeignTool {

    /** {@return the name shown to people and given to {@code --from}} */
    String name();

    /** {@return the names that its table can have, in lower case} */
    Set<String> tables();

    /** {@return the schema that it makes for itself; without one its table lies where the others do} */
    default Optional<String> schema() {
        return Optional.empty();
    }

    /** {@return whether a table of such a name has the shape of this tool's} */
    boolean wrote(ForeignTable table);

    /** {@return what the table says, in the order in which the tool applied it} */
    List<ForeignEntry> entries(ForeignTable table, ForeignTables tables);

    /** {@return the numbers of the advisory locks by which it keeps others out} */
    default List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of();
    }

    /** {@return who holds its lock, where that lies in a table} */
    default Optional<String> holder(ForeignTable table, ForeignTables tables) {
        return Optional.empty();
    }
}
