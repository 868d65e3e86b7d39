package dev.whimbrel.migration;

/** Which way a script takes the database along the timeline. */
public enum Direction {
    UP,
    DOWN
}
