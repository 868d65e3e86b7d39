package dev.whimbrel.examples.assistant;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The assistant: brings its database up to date when it starts, and finds what it knows by words and by meaning. */
public final class Assistant implements AutoCloseable {

    private static final String MODEL = "all-MiniLM-L6-v2";
    private static final String SEARCH = "SELECT title FROM search_knowledge(?, ?::vector, ?)";

    private final Connection connection;
    private final EmbeddingModel model;

    private Assistant(Connection connection, EmbeddingModel model) {
        this.connection = connection;
        this.model = model;
    }

    /**
     * Migrate, then connect. Instances that start at the same time take turns; all but the first find nothing to do.
     *
     * @throws dev.whimbrel.error.WhimbrelException if that is not possible; the assistant must not start then
     */
    public static Assistant start(DatabaseSettings database, Path migrations) throws SQLException {
        Settings settings = Settings.defaults().withMigrations(migrations).withDatabases(database);
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            RunReport report = whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
            System.err.println(report.done().size() + " migrations applied");
        }
        Connection connection = DriverManager.getConnection(
                database.url().startsWith("jdbc:") ? database.url() : "jdbc:" + database.url(),
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null));
        return new Assistant(connection, EmbeddingModels.open(ModelSettings.of(MODEL)));
    }

    /** Complete the vectors: in a thread or process of its own, so that the assistant answers meanwhile. */
    public static List<BackfillReport> embed(DatabaseSettings database, Path migrations) {
        Settings settings = Settings.defaults().withMigrations(migrations).withDatabases(database);
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            return whimbrel.backfills().run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop());
        }
    }

    /** {@return the titles of what fits a question best, the best first} */
    public List<String> find(String question, int results) throws SQLException {
        float[] vector = model.embed(List.of(question), Role.QUERY).vectors().get(0);
        try (PreparedStatement search = connection.prepareStatement(SEARCH)) {
            search.setString(1, question);
            search.setString(2, Arrays.toString(vector));
            search.setInt(3, results);
            List<String> titles = new ArrayList<>();
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    titles.add(rows.getString(1));
                }
            }
            return titles;
        }
    }

    @Override
    public void close() throws SQLException {
        model.close();
        connection.close();
    }

    /** Start with the database of {@code DATABASE_URL}, embed what is new, and print what is known of a question. */
    public static void main(String... args) throws SQLException {
        String url = System.getenv("DATABASE_URL");
        if (url == null || args.length != 1) {
            System.err.println("Usage: DATABASE_URL=postgresql://… assistant QUESTION");
            System.exit(2);
        }
        DatabaseSettings database = DatabaseSettings.of("main", url);
        try (Assistant assistant = start(database, Path.of("migrations"))) {
            embed(database, Path.of("migrations"));
            assistant.find(args[0], 3).forEach(System.out::println);
        }
    }
}
