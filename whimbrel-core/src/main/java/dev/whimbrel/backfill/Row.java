package dev.whimbrel.backfill;

/**
 * A row whose text is to be embedded.
 *
 * @param key as text
 * @param ticket which change of the row asked for it; zero for a row of the snapshot
 * @param hash SHA-256 of the text in UTF-8, by the database, in hexadecimal
 */
public record Row(String key, long ticket, String text, String hash) {}
