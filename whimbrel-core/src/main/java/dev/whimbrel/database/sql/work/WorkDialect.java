package dev.whimbrel.database.sql.work;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What SQL databases say differently where rows are worked on. Thread-safe. */
public interface WorkDialect {

    WorkTables tables();

    /** {@return the question whether those tables are there} */
    String tablesExist();

    /** {@return the text as a literal} */
    String literal(@Nullable String text);

    /** {@return a key in the type of its column} */
    String key(String value, String type);

    /** {@return an expression as text} */
    String text(String expression);

    /** {@return the SHA-256, in bytes, of a text in UTF-8} */
    String hash(String text);

    /** {@return whether a text is NULL or blanks only} */
    String isBlank(String text);

    /** {@return bytes in hexadecimal, lower case} */
    String hex(String bytes);

    /** {@return the bytes that hexadecimal digits stand for} */
    String bytes(String hex);

    /** {@return the length of a vector that is stored there} */
    String norm(Work.Vectors vectors);

    String now();

    /** {@return the time so long ago} */
    String ago(int seconds);

    /** {@return how many seconds have passed since the time in a column} */
    String secondsSince(String column);

    /** {@return when what is claimed now is free again, whatever its worker does} */
    String leaseEnd();

    /** {@return whether somebody works under that number} */
    String isAlive(String worker);

    /** {@return what makes a query lock the rows it reads, waiting for others} */
    String locking();

    /** {@return the same, leaving out rows that others have locked} */
    String lockingFree();

    /** {@return the query whether all triggers are there, and at work, that note changes for these vectors} */
    String notesChanges(Work work);

    /** {@return the query of the number of the last change that was noted, of any work} */
    String lastChange();

    /**
     * {@return the command that notes rows as changed which are not noted yet}
     *
     * @param keys a query with the column {@code key}
     */
    String note(Work work, String keys);

    /** {@return the command that shows plain SQL the vectors of a work, if they are in use and a definition asks for that} */
    default Optional<String> show(Work work) {
        return Optional.empty();
    }

    /** {@return the command that shows plain SQL no vectors of that name any more} */
    default Optional<String> hide(Work work) {
        return Optional.empty();
    }
}
