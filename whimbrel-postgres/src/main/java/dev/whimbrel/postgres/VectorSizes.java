package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What vectors of one kind take on disk and in memory, by the way PostgreSQL and pgvector lay them out. All in bytes, and
 * about. The figures are of pgvector's {@code hnsw.h}, {@code hnswbuild.c} and {@code ivfkmeans.c}, and were checked against
 * indexes of known size.
 */
record VectorSizes(int dimension, VectorType type) {

    private static final int PAGE = 8192;
    /** What a page has for entries, those of indexes of pgvector included. */
    private static final int ROOM = 8160;

    private static final int POINTER = 4;
    private static final int ROW = 90;
    private static final int LONGEST_ROW = 2032;
    private static final int CHUNK = 1996;
    private static final int CHUNK_HEAD = 40;
    private static final int SIMULATED = 240;
    private static final double MARGIN = 1.05;
    private static final int SAMPLES_OF_LIST = 50;
    private static final int FEWEST_SAMPLES = 10_000;

    /** Links of a node of a graph, where the definition does not say. */
    private static final int LINKS = 16;

    static VectorSizes of(Work.Vectors vectors) {
        return new VectorSizes(
                vectors.dimension(), VectorType.valueOf(vectors.kind().toUpperCase(Locale.ROOT)));
    }

    /** {@return one vector} */
    long vector() {
        return 8 + (long) dimension * (type == VectorType.HALFVEC ? Short.BYTES : Float.BYTES);
    }

    /** {@return a table of so many vectors, with key and hash} Long ones are cut into chunks and kept apart. */
    long table(long rows) {
        if (vector() + ROW <= LONGEST_ROW) {
            return pages(rows, List.of((int) vector() + ROW)) * PAGE;
        }
        List<Integer> chunks = new ArrayList<>();
        for (long left = vector(); left > 0; left -= CHUNK) {
            chunks.add((int) Math.min(left, CHUNK) + CHUNK_HEAD);
        }
        return (pages(rows, chunks) + pages(rows, List.of(ROW + 20 * chunks.size()))) * PAGE;
    }

    /** {@return how many pages so many rows fill, each of these parts, none of which is divided} */
    private static long pages(long rows, List<Integer> parts) {
        long pages = 1;
        int used = 0;
        for (int row = 0; row < SIMULATED; row++) {
            for (int part : parts) {
                if (used + part > ROOM) {
                    pages++;
                    used = 0;
                }
                used += part;
            }
        }
        return rows == 0 ? 0 : Math.max(1, Math.round((double) pages / SIMULATED * rows));
    }

    /** {@return the index over so many vectors} */
    long index(VectorIndex index, long rows) {
        if (index.method() == Method.IVFFLAT) {
            return pages(rows, List.of((int) Math.min(ROOM, aligned(8 + vector()) + POINTER))) * PAGE;
        }
        int element = (int) aligned(72 + vector()) + POINTER;
        int neighbours = (int) aligned(4 + 12L * links(index)) + POINTER;
        List<Integer> parts =
                element + neighbours <= ROOM ? List.of(element + neighbours) : List.of(element, neighbours);
        return pages(rows, parts) * PAGE;
    }

    /** {@return the memory in which the index over so many vectors is built} */
    long memory(VectorIndex index, long rows) {
        return index.method() == Method.HNSW ? graph(index, rows) : clusters(index, rows);
    }

    private long graph(VectorIndex index, long rows) {
        int m = links(index);
        double row = 128 + (8 + 32.0 * m) + (8 + 16.0 * m) / Math.max(1, m - 1) + 8.5 + vector();
        return Math.round(rows * row * MARGIN);
    }

    /** Without this much, an IVFFlat index is not built at all. */
    private long clusters(VectorIndex index, long rows) {
        long lists = lists(index, rows);
        long samples = Math.max(FEWEST_SAMPLES, lists * SAMPLES_OF_LIST);
        long vectors = (samples + 2 * lists) * (8 + (long) dimension * Float.BYTES);
        return Math.round(MARGIN * (vectors + Float.BYTES * (samples * lists + 2 * samples + lists * lists)));
    }

    /** {@return how many clusters: as pgvector's own advice has it, a thousandth of the rows, from a million on their root} */
    static int lists(VectorIndex index, long rows) {
        double advised = rows <= 1_000_000 ? rows / 1000.0 : Math.sqrt((double) rows);
        return index.lists().orElse((int) Math.max(1, advised));
    }

    private static int links(VectorIndex index) {
        return index.m().orElse(LINKS);
    }

    private static long aligned(long size) {
        return (size + 7) / 8 * 8;
    }
}
