package dev.whimbrel.migration;

import java.util.Optional;

/**
 * An index over vectors.
 *
 * @param method how it finds neighbours
 * @param distance what near means
 * @param m links of a node, for HNSW; the database's own default if empty
 * @param efConstruction candidates looked at for a new node, for HNSW; the database's own default if empty
 * @param lists clusters, for IVFFlat; chosen by the number of rows if empty
 */
public record VectorIndex(
        Method method,
        Distance distance,
        Optional<Integer> m,
        Optional<Integer> efConstruction,
        Optional<Integer> lists) {

    public VectorIndex {
        m.ifPresent(value -> Definition.requirePositive("index.m", value));
        efConstruction.ifPresent(value -> Definition.requirePositive("index.ef_construction", value));
        lists.ifPresent(value -> Definition.requirePositive("index.lists", value));
        if (method == Method.HNSW && lists.isPresent()) {
            throw new IllegalArgumentException("index.lists is for ivfflat, and the method is hnsw");
        }
        if (method == Method.IVFFLAT && (m.isPresent() || efConstruction.isPresent())) {
            throw new IllegalArgumentException(
                    "index.m and index.ef_construction are for hnsw, and the method is ivfflat");
        }
    }

    /** How an index finds neighbours. */
    public enum Method {
        /** By walking a graph: finds well, takes long to build and much memory. */
        HNSW,
        /** By looking into the nearest clusters: quick to build, to be built when the rows are there. */
        IVFFLAT
    }

    /** What near means. */
    public enum Distance {
        COSINE,
        L2,
        INNER_PRODUCT
    }
}
