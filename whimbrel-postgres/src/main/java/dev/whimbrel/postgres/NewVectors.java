package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.database.sql.work.VectorSink;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.WorkRows;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Copies the vectors of a page straight to where they belong, if that is all there is to do: each of its rows still has its
 * text, and none has a vector yet. So it is with nearly all pages of a first pass. What is different in any way goes through
 * the stage, which writes each vector twice.
 *
 * <p>The rows stay locked until the vectors are committed, so what was seen of them holds. See decision 0017.
 */
final class NewVectors implements VectorSink {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";

    private final PostgresWorkConnection connection;
    private final PostgresDialect dialect;
    private final WorkRows rows;
    private final Vectors vectors;
    private final KeyForm keys;
    private final VectorSink stage;
    private boolean isOvertaken;

    private NewVectors(
            PostgresWorkConnection connection, PostgresDialect dialect, Work work, KeyForm keys, VectorSink stage) {
        this.connection = connection;
        this.dialect = dialect;
        this.rows = new WorkRows(work.table(), dialect);
        this.vectors = work.requireVectors();
        this.keys = keys;
        this.stage = stage;
    }

    /** {@return the same stage where nothing can be copied past it} */
    static VectorSink pastStage(
            PostgresWorkConnection connection, PostgresDialect dialect, Work work, VectorSink stage) {
        boolean isCopied = VectorTypes.areStoredAsSent(work.requireVectors());
        return KeyForm.of(work.table().keyType())
                .filter(form -> isCopied)
                .<VectorSink>map(form -> new NewVectors(connection, dialect, work, form, stage))
                .orElse(stage);
    }

    /** Locks the rows of the page that have no vector, in the order of their keys, and tells them with their hashes. */
    @Override
    public Optional<String> look(EmbeddedPage page) {
        boolean isVain = isOvertaken || page.rows().isEmpty();
        return isVain
                ? Optional.empty()
                : Optional.of(
                        "(SELECT string_agg(seen.k || ' ' || seen.h, E'\\n') FROM (SELECT " + dialect.text("src.k")
                                + " AS k, " + dialect.hex("src.h") + " AS h FROM "
                                + rows.query(rows.between(page.page().range().orElseThrow()))
                                + " AS src WHERE (SELECT true FROM "
                                + vectors.relation() + " AS v WHERE v." + vectors.keyColumn() + " = src.k) IS NULL"
                                + (page.page().skipped() > 0 ? " AND NOT src.is_empty" : "")
                                + " ORDER BY src.k FOR SHARE OF src) AS seen)");
    }

    @Override
    public long write(EmbeddedPage page, Optional<String> seen) throws SQLException {
        return seen.equals(Optional.of(told(page))) ? copy(page) : write(page);
    }

    @Override
    public long write(EmbeddedPage page) throws SQLException {
        isOvertaken = false;
        return stage.write(page);
    }

    /** {@return the rows of the page as the server tells them} */
    private static String told(EmbeddedPage page) {
        return page.rows().stream().map(row -> row.key() + " " + row.hash()).collect(Collectors.joining("\n"));
    }

    /** Somebody else may have written one of them since, and is not seen before he is in the way. */
    private long copy(EmbeddedPage page) throws SQLException {
        try {
            return connection.copy(
                    vectors.relation() + " (" + vectors.keyColumn() + ", " + vectors.hashColumn() + ", "
                            + vectors.vectorColumn() + ", profile_id)",
                    new BinaryPage(page, keys, List.of(KeyForm.BIGINT.bytes(String.valueOf(vectors.profile())))));
        } catch (SQLException e) {
            if (!PostgresErrors.state(e).equals(UNIQUE_VIOLATION)) {
                throw e;
            }
            isOvertaken = true;
            throw new SQLException(e.getMessage(), SERIALIZATION_FAILURE, e);
        }
    }
}
