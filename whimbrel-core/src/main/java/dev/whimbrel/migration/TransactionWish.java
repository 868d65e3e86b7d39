package dev.whimbrel.migration;

/** What a file itself says about its transaction; most say nothing, and none has to. */
public enum TransactionWish {
    /** The statements decide. */
    NONE,
    /** The file asks for no transaction, as with dbmate's {@code transaction:false}. */
    NO_TRANSACTION
}
