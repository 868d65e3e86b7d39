package dev.whimbrel.migration;

import java.util.List;
import java.util.Optional;

/**
 * Give a table vectors of its texts, and keep them current.
 *
 * @param text a column, or an SQL expression over the row
 * @param target where the vectors go
 * @param model the name of the model, as the settings know it
 * @param type how a number of a vector is stored
 * @param index the index to be built after the vectors are there; none if empty
 * @param view a view through which plain SQL reads the vectors that are in use; none if empty
 * @param where which rows take part, in SQL; all if empty
 * @param gate what must hold before readers are pointed at the vectors
 */
public record EmbeddingWork(
        String table,
        String key,
        String text,
        Target target,
        String model,
        VectorType type,
        Optional<VectorIndex> index,
        Optional<String> view,
        Optional<String> where,
        Gate gate,
        int batch,
        List<Version> requires)
        implements LongWork {

    /** Rows of a page, if the definition does not say. */
    public static final int BATCH = 100;

    public EmbeddingWork {
        Definition.require("table", table);
        Definition.require("key", key);
        Definition.require("text", text);
        Definition.require("model", model);
        Definition.requirePositive("batch", batch);
        requires = List.copyOf(requires);
    }

    /**
     * Where the vectors go.
     *
     * @param place beside the text, or apart from it
     * @param name of the column, or of the table
     */
    public record Target(Place place, String name) {

        public Target {
            Definition.require("column or into", name);
        }

        /** Where vectors can be kept. */
        public enum Place {
            /** In a column of the table itself. */
            COLUMN,
            /** In a table of their own, found by the same key. */
            SIDE_TABLE
        }
    }

    /** How a number of a vector is stored. */
    public enum VectorType {
        /** In four bytes; can be indexed up to 2,000 dimensions. */
        VECTOR,
        /** In two bytes; can be indexed up to 4,000 dimensions. */
        HALFVEC
    }

    /**
     * What must hold before readers are pointed at the vectors.
     *
     * @param coverage the share of rows that have a vector, of those that can have one
     * @param recall the mean share of the true nearest neighbours that the index finds
     * @param worstRecall the same for the worst query of the sample
     * @param deadLetters how many texts may be left out as impossible to embed
     */
    public record Gate(double coverage, double recall, double worstRecall, long deadLetters) {

        public Gate {
            requireShare("coverage", coverage);
            requireShare("recall", recall);
            requireShare("worst-recall", worstRecall);
            if (deadLetters < 0) {
                throw new IllegalArgumentException("dead-letters must not be negative: " + deadLetters);
            }
        }

        /** {@return all rows, a recall of 0.9 and of 0.5 in the worst case, no text left out} */
        public static Gate defaults() {
            return new Gate(1, 0.9, 0.5, 0);
        }

        private static void requireShare(String key, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(key + " must lie between 0 and 1: " + value);
            }
        }
    }
}
