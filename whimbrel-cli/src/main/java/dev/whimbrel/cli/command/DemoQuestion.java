package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.sqlite.VectorSearch;
import dev.whimbrel.sqlite.VectorSearch.Hit;
import dev.whimbrel.sqlite.VectorSearch.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Answers a question as an application would: with the model and in the column that readers are pointed at. */
final class DemoQuestion {

    static final String QUESTION = "my lenses are foggy on winter mornings";

    private static final int MOST = 3;

    private final Terminal terminal;
    private final Settings settings;
    private final Path database;

    DemoQuestion(Terminal terminal, Settings settings, Path database) {
        this.terminal = terminal;
        this.settings = settings;
        this.database = database;
    }

    void ask() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            VectorSearch search = new VectorSearch(connection);
            Reader reader = search.reader("chat_messages.embedding").orElseThrow();
            terminal.print(terminal.styled(Style.STRONG, "? " + QUESTION) + "   (" + reader.vectorColumn()
                    + ", version " + reader.version() + ")");
            for (Hit hit : search.nearest(reader, embedded(reader), MOST)) {
                terminal.print(String.format(Locale.ROOT, "  %.3f  %s", hit.distance(), message(connection, hit)));
            }
        }
    }

    /** The settings know a model by another name than its own; the version tells which definition named it. */
    private float[] embedded(Reader reader) {
        String name = reader.version().equals("007") ? "all-MiniLM-L6-v2" : "minilm-with-prefixes";
        try (EmbeddingModel model = EmbeddingModels.open(settings.models().get(name))) {
            return model.embed(List.of(QUESTION), Role.QUERY).vectors().get(0);
        }
    }

    private static String message(Connection connection, Hit hit) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT role || ': ' || content FROM chat_messages WHERE id = ?")) {
            query.setString(1, hit.key());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
