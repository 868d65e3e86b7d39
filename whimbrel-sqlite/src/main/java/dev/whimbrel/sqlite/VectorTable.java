package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.VectorIndex;
import java.util.Optional;
import java.util.regex.Pattern;

/** How vectors lie in a table of their own: as bytes in a plain one, or in a virtual one of the extension sqlite-vec. */
final class VectorTable {

    static final String PLAIN = "blob";
    private static final String VIRTUAL = "vec0";

    /** The extension reads its columns itself, and knows no quotes. */
    private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VectorTable() {}

    /**
     * {@return what vectors of a definition are kept in}
     *
     * @param hasExtension whether sqlite-vec was given
     */
    static String kind(EmbeddingWork work, boolean hasExtension) {
        return hasExtension && obstacle(work).isEmpty() ? VIRTUAL : PLAIN;
    }

    static boolean isVirtual(Vectors vectors) {
        return vectors.kind().equals(VIRTUAL);
    }

    /** {@return what makes searches of these vectors go through all of them} */
    static Optional<String> obstacle(EmbeddingWork work) {
        if (work.index().isEmpty()) {
            return Optional.of("the definition asks for no index");
        }
        if (work.target().place() == Place.COLUMN) {
            return Optional.of("vec0 keeps vectors in a table of their own: write `into` instead of `column`");
        }
        if (work.index().get().distance() == VectorIndex.Distance.INNER_PRODUCT) {
            return Optional.of("vec0 has no inner product");
        }
        return UNQUOTED.matcher(work.key()).matches()
                ? Optional.empty()
                : Optional.of("vec0 takes no key of the name " + work.key());
    }

    /** {@return the command that makes it} */
    static String create(Vectors vectors, String keyType) {
        return isVirtual(vectors) ? virtual(vectors, keyType) : plain(vectors, keyType);
    }

    private static String plain(Vectors vectors, String keyType) {
        return "CREATE TABLE " + vectors.relation() + " (" + vectors.keyColumn() + " " + keyType
                + " NOT NULL PRIMARY KEY, " + vectors.vectorColumn() + " BLOB NOT NULL, " + vectors.hashColumn()
                + " BLOB NOT NULL, profile_id INTEGER NOT NULL, embedded_at TEXT NOT NULL)";
    }

    private static String virtual(Vectors vectors, String keyType) {
        return "CREATE VIRTUAL TABLE " + vectors.relation() + " USING vec0(" + vectors.key() + " "
                + (keyType.equals("TEXT") ? "TEXT" : "INTEGER") + " PRIMARY KEY, " + vectors.column() + " float["
                + vectors.dimension() + "] distance_metric=" + vectors.metric() + ", +" + vectors.hash()
                + " BLOB, +profile_id INTEGER, +embedded_at TEXT)";
    }
}
