package dev.whimbrel.embedding.local;

/** A text as a model reads it. Whoever gets the arrays does not change them. */
final class TokenizedText {

    private final long[] ids;
    private final long[] types;
    private final boolean truncated;

    /**
     * @param ids its tokens with those that mark beginning and end
     * @param types which of two texts each token belongs to; all 0 for a single text
     * @param truncated whether the text had more
     */
    TokenizedText(long[] ids, long[] types, boolean truncated) {
        this.ids = ids;
        this.types = types;
        this.truncated = truncated;
    }

    long[] ids() {
        return ids;
    }

    long[] types() {
        return types;
    }

    boolean isTruncated() {
        return truncated;
    }

    int length() {
        return ids.length;
    }
}
