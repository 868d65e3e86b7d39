package dev.whimbrel.testkit.contract;

/** What the contract's scripts say, in the language of a database. Statements end as they do in a script. */
public interface Dialect {

    /** {@return the extension of scripts, without the dot} */
    String extension();

    /** {@return a comment that takes a line} */
    String comment(String words);

    /** {@return a statement that makes something of that name, which was not there} */
    String create(String thing);

    /** {@return a statement that removes it} */
    String drop(String thing);

    /** {@return a statement that makes room for a story, a list of chapters with a title each} */
    String createStory();

    /** {@return a statement that adds a chapter to the story} */
    String next(String title);

    /** {@return a statement that takes all chapters away} */
    String clearStory();

    /** {@return a statement that can be read, but is refused when it runs, with a message that repeats the name} */
    String refused(String name);

    /** {@return the last line of a script that ends within a string} */
    String unterminated();

    /** {@return a statement that runs only outside a transaction, and leaves nothing behind} */
    String nonTransactional();

    /** {@return a statement that changes a setting of the connection, or does nothing of note where there are none} */
    String setting();

    /** {@return who the history says has migrated} */
    String user();
}
