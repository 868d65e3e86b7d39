package dev.whimbrel.server;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.postgres.PostgresProvider;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.sqlite.SqliteProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server on a free port, a folder of migrations, and a client. */
final class Running implements AutoCloseable {

    static final List<DatabaseProvider> PROVIDERS = List.of(new PostgresProvider(), new SqliteProvider());

    private final HttpClient client = HttpClient.newHttpClient();
    private final Settings settings;
    private final WhimbrelServer server;
    private final List<Health> changes = new CopyOnWriteArrayList<>();

    Running(Path home, DatabaseSettings... databases) {
        this(home, PROVIDERS, databases);
    }

    Running(Path home, List<DatabaseProvider> providers, DatabaseSettings... databases) {
        settings =
                Settings.defaults().withMigrations(home.resolve("migrations")).withDatabases(databases);
        server = WhimbrelServer.start(ServerSettings.defaults().withPort(0), settings, providers, changes::add);
    }

    static void write(Path home, String script, String content) {
        try {
            Path file = home.resolve("migrations").resolve(script);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DatabaseSettings sqlite(Path home, String name) {
        return DatabaseSettings.of(name, "sqlite:" + home.resolve(name + ".db"));
    }

    void migrate() {
        ask(whimbrel -> whimbrel.migrate(UpOptions.defaults(), RunListener.NONE));
    }

    <T> T ask(Function<Whimbrel, T> question) {
        try (Whimbrel whimbrel = Whimbrel.of(settings, PROVIDERS)) {
            return question.apply(whimbrel);
        }
    }

    WhimbrelServer server() {
        return server;
    }

    int port() {
        return server.address().getPort();
    }

    /** {@return what the listener heard} */
    List<Health> changes() {
        return changes;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) {
        try {
            HttpRequest request = request(path)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> later(String path) {
        return client.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    Map<String, Object> json(String path) {
        return json(get(path));
    }

    static Map<String, Object> json(HttpResponse<String> response) {
        try {
            return JSON.std.mapFrom(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + response.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
