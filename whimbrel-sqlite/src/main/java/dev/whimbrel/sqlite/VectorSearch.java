package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Finds the nearest of the vectors that an embedding made in an SQLite file: exact, by reading all of them. Needs no extension.
 * Some ten thousand vectors take some ten milliseconds. Not thread-safe.
 *
 * <pre>{@code
 * VectorSearch search = new VectorSearch(connection);
 * Reader reader = search.reader("chat_messages.embedding").orElseThrow();
 * float[] question = model.embed(List.of("How do I reset it?"), Role.QUERY).vectors().get(0);
 * List<Hit> hits = search.nearest(reader, question, 5);
 * }</pre>
 */
public final class VectorSearch {

    private static final String READER = """
            SELECT name, version, model, dimension, metric, relation, key_column, vector_column FROM whimbrel_reader
            WHERE name = ?
            """;

    private final Connection connection;

    /**
     * Where the vectors of a name are now.
     *
     * @param version of the embedding that made them
     * @param model whose vectors they are; a question must be embedded by it
     */
    public record Reader(
            String name,
            String version,
            String model,
            int dimension,
            String metric,
            String relation,
            String keyColumn,
            String vectorColumn) {}

    /**
     * A row that was found.
     *
     * @param key of the row, as text
     * @param distance the less, the nearer, by the metric of the embedding
     */
    public record Hit(String key, double distance) {}

    /** @param connection to the file, which stays open */
    public VectorSearch(Connection connection) {
        this.connection = connection;
    }

    /**
     * {@return where the vectors of a name are}
     *
     * @param name {@code table.column}, or that of the table of vectors
     */
    public Optional<Reader> reader(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READER)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Reader(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8)))
                        : Optional.empty();
            }
        }
    }

    /**
     * {@return the rows whose vectors are nearest, the nearest first}
     *
     * @param question a vector of the reader's model
     * @param most how many at the most
     * @throws IllegalArgumentException if the question has another dimension
     */
    public List<Hit> nearest(Reader reader, float[] question, int most) throws SQLException {
        if (question.length != reader.dimension()) {
            throw new IllegalArgumentException("the question has " + question.length + " numbers, and the vectors of "
                    + reader.name() + " have " + reader.dimension());
        }
        Distance distance = Distance.named(reader.metric());
        PriorityQueue<Hit> nearest = new PriorityQueue<>(
                most + 1, Comparator.comparingDouble(Hit::distance).reversed());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(all(reader))) {
            while (rows.next()) {
                nearest.add(new Hit(rows.getString(1), distance.between(question, VectorBlob.read(rows.getBytes(2)))));
                if (nearest.size() > most) {
                    nearest.poll();
                }
            }
        }
        List<Hit> hits = new ArrayList<>(nearest);
        hits.sort(Comparator.comparingDouble(Hit::distance));
        return hits;
    }

    private static String all(Reader reader) {
        String column = Quoted.identifier(reader.vectorColumn());
        return "SELECT " + Quoted.identifier(reader.keyColumn()) + ", " + column + " FROM " + reader.relation()
                + " WHERE " + column + " IS NOT NULL";
    }
}
