package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.Work.Vectors;

/** The types and operators of pgvector that vectors of a work need. */
final class VectorTypes {

    private VectorTypes() {}

    static String stored(Vectors vectors) {
        return PostgresSql.qualified(vectors.typeSchema(), vectors.kind()) + "(" + vectors.dimension() + ")";
    }

    /** {@return the type that travels, whatever is stored} */
    static String sent(Vectors vectors) {
        return PostgresSql.qualified(vectors.typeSchema(), "vector") + "(" + vectors.dimension() + ")";
    }

    /** {@return whether the server need not convert it} */
    static boolean areStoredAsSent(Vectors vectors) {
        return vectors.kind().equals("vector");
    }

    /** {@return the operator by which near is measured} */
    static String operator(Vectors vectors) {
        String sign =
                switch (vectors.metric()) {
                    case "l2" -> "<->";
                    case "inner_product" -> "<#>";
                    default -> "<=>";
                };
        return "OPERATOR(" + PostgresSql.identifier(vectors.typeSchema()) + "." + sign + ")";
    }
}
