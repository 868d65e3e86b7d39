package dev.whimbrel.error;

/**
 * The stable name of an error, as printed ({@code WB-0301}) and as the title of its page in {@code docs/errors/}.
 *
 * <p>The hundreds group them: 01 command line and settings, 02 folders and scripts, 03 files against history,
 * 04 reaching a database, 05 running, 06 verifying, 07 embedding models, 08 long work,
 * 10 taking over another tool's history. A code is never reused for something else.
 */
public enum ErrorCode {
    USAGE("WB-0100", "the command line is not understood"),
    SETTINGS_UNREADABLE("WB-0101", "the settings file cannot be read"),
    SETTINGS_UNKNOWN_KEY("WB-0102", "a settings key is unknown"),
    SETTINGS_INVALID_VALUE("WB-0103", "a setting has an invalid value"),
    SETTINGS_UNSET_VARIABLE("WB-0104", "a variable used in the settings is not set"),
    SETTINGS_NO_DATABASE("WB-0105", "no database is configured"),
    SETTINGS_UNKNOWN_DATABASE("WB-0106", "no database of that name or kind is known"),
    SECRET_IN_ARGUMENT("WB-0107", "a password was given on the command line"),
    NOTHING_TO_OVERWRITE("WB-0108", "a file that would be written exists already"),
    UNKNOWN_TARGET("WB-0109", "the target version is not in the timeline"),
    NO_DOWN_SCRIPT("WB-0110", "a migration to revert has no down script"),
    PASSWORD_MISSING("WB-0111", "a password is needed and none was given"),
    REPAIR_NOT_NEEDED("WB-0112", "the named migration does not need that repair"),
    BASELINE_IMPOSSIBLE("WB-0113", "the baseline lies below what is applied"),
    ADDRESS_UNUSABLE("WB-0114", "the server cannot listen at that address"),

    FOLDER_MISSING("WB-0201", "the migrations folder does not exist or cannot be read"),
    FOLDER_EMPTY("WB-0202", "the migrations folder holds no migration"),
    LAYOUT_AMBIGUOUS("WB-0203", "the migrations folder fits two layouts or none"),
    DUPLICATE_VERSION("WB-0204", "two scripts claim the same version"),
    SCRIPT_UNREADABLE("WB-0205", "a script cannot be read"),
    SCRIPT_NOT_UTF8("WB-0206", "a script is not valid UTF-8"),
    SCRIPT_UNTERMINATED("WB-0207", "a script ends inside a string, comment, dollar quote or parenthesis"),
    SCRIPT_META_COMMAND("WB-0208", "a script holds a command of a client"),
    SCRIPT_TRANSACTION_CONTROL("WB-0209", "a script begins or ends a transaction itself"),
    SCRIPT_EMPTY("WB-0210", "a script holds no statement"),
    SCRIPT_MARKER("WB-0211", "a section marker is missing or misplaced"),
    DOWN_WITHOUT_UP("WB-0212", "a down script has no up script"),
    NO_DATABASE_FOR_SCRIPT("WB-0213", "a script is for a database that is not configured"),
    LINK_ESCAPES("WB-0214", "a path leaves the migrations folder"),
    SCRIPT_COMMAND_REFUSED("WB-0215", "a script holds a command that must not stand in one"),
    FOLDER_CONTRADICTORY("WB-0216", "the migrations folder contradicts its own lock, journal or plan file"),
    UNSUPPORTED_MIGRATION("WB-0217", "the folder holds a migration that Whimbrel cannot run"),
    CREATE_ELSEWHERE("WB-0218", "a new migration of this layout cannot be written here"),
    SCRIPT_OPTION("WB-0219", "an option of a script cannot be understood"),
    DEFINITION_INVALID("WB-0220", "a definition of long work is not valid"),

    CHANGED("WB-0301", "an applied migration was edited"),
    MISSING("WB-0302", "an applied migration has no file any more"),
    OUT_OF_ORDER("WB-0303", "a migration is older than what is applied"),
    JOURNAL_CHANGED("WB-0304", "a half-done script was edited before its break"),
    HALF_REVERTED("WB-0305", "a revert stopped half-way"),
    HALF_APPLIED("WB-0307", "a migration stopped half-way"),
    UNFINISHED_REQUIREMENT("WB-0308", "a migration needs one that is not complete"),
    PENDING("WB-0309", "migrations are pending"),
    HISTORY_DAMAGED("WB-0306", "the history table cannot be understood"),

    UNREACHABLE("WB-0401", "the database cannot be reached"),
    UNKNOWN_HOST("WB-0402", "the host name cannot be resolved"),
    WRONG_PASSWORD("WB-0403", "the database refused user or password"),
    MISSING_DATABASE("WB-0404", "the database does not exist"),
    PERMISSION_DENIED("WB-0405", "the role lacks a privilege"),
    READ_ONLY("WB-0406", "the database takes no changes"),
    TLS("WB-0407", "TLS is required or refused"),
    DATABASE_REFUSED("WB-0408", "the database refused a command of ours"),
    POOLED_CONNECTION("WB-0409", "a connection pooler stands in between"),
    WAIT_EXPIRED("WB-0410", "a database did not answer in time"),
    UNSUPPORTED_SERVER("WB-0411", "the server is of a kind that cannot be migrated"),
    HISTORY_EVICTABLE("WB-0412", "the server may throw the history away"),

    MIGRATION_FAILED("WB-0501", "a migration failed"),
    LOCK_HELD("WB-0502", "another process holds the migration lock"),
    LOCK_LOST("WB-0503", "the migration lock was lost"),
    EXTENSION_UNAVAILABLE("WB-0504", "an extension is not installed on the server"),
    LOCK_TIMEOUT("WB-0505", "a table stayed locked by others"),
    OBJECT_EXISTS("WB-0506", "an object is there already"),
    STATEMENT_TIMEOUT("WB-0507", "a statement took longer than allowed"),
    VECTOR_INDEX_DIFFERS("WB-0508", "a vector index has another dimension or similarity"),

    VERIFY_OBJECT_MISSING("WB-0601", "an object that migrations created is not there"),
    VERIFY_INDEX_INVALID("WB-0602", "an index is invalid"),
    VERIFY_DAMAGED("WB-0603", "a database file is damaged"),
    VERIFY_VECTOR("WB-0604", "a vector column does not take or compare vectors"),

    MODEL_UNKNOWN("WB-0701", "an embedding model is not known"),
    MODEL_KEY_MISSING("WB-0702", "an embedding model needs a key and none was given"),
    MODEL_KEY_REFUSED("WB-0703", "the provider of an embedding model refused the key"),
    MODEL_RATE_LIMITED("WB-0704", "the provider of an embedding model allows no more requests for now"),
    MODEL_QUOTA_USED_UP("WB-0705", "the quota at the provider of an embedding model is used up"),
    TEXT_TOO_LONG("WB-0706", "a text is longer than its embedding model takes"),
    TEXT_NOT_EMBEDDABLE("WB-0707", "a text cannot be embedded"),
    MODEL_UNREACHABLE("WB-0708", "the endpoint of an embedding model cannot be reached"),
    MODEL_REFUSED("WB-0709", "the endpoint of an embedding model refused a request"),
    MODEL_WRONG_VECTOR("WB-0710", "an embedding model gave vectors that cannot be used"),
    MODEL_FILE_MISSING("WB-0711", "a file of an embedding model is missing or cannot be used"),
    MODEL_LIBRARY_UNUSABLE("WB-0712", "embedding models cannot run in this process"),

    WORK_IMPOSSIBLE("WB-0801", "long work cannot be done on a table"),
    MODEL_CHANGED("WB-0802", "the model of an embedding that has begun is another one now"),
    GATE_FAILED("WB-0803", "vectors are not as the definition demands"),
    SWITCH_IMPOSSIBLE("WB-0804", "readers cannot be pointed at these vectors"),
    PRICE_UNKNOWN("WB-0805", "the price of an embedding model is not known"),
    COST_REACHED("WB-0806", "a backfill would have cost more than allowed"),

    ADOPT_FIRST("WB-1001", "another tool's history knows these migrations"),
    ADOPT_NOT_FOUND("WB-1002", "the history to adopt is not found"),
    ADOPT_SEVERAL("WB-1003", "several tools' histories are found"),
    ADOPT_CHANGED("WB-1004", "a file is not the one that the other tool applied"),
    ADOPT_MISSING("WB-1005", "a migration of the other tool's history has no file"),
    ADOPT_IN_DOUBT("WB-1006", "the other tool does not know whether a migration is applied"),
    ADOPT_LOCKED("WB-1007", "the other tool is at work"),

    INTERNAL("WB-0900", "an unexpected error");

    private final String code;
    private final String title;

    ErrorCode(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /** {@return the code as printed, for example {@code WB-0301}} */
    public String code() {
        return code;
    }

    /** {@return what the code stands for, in a few words} */
    public String title() {
        return title;
    }
}
