package dev.whimbrel.backfill;

/** How far long work is. */
public enum WorkState {
    /** It has begun; rows are being worked on. */
    STARTED,
    /** All rows are done, and what readers need is there. */
    READY,
    /** Another one took its place, and what it had made is gone. */
    CONTRACTED
}
