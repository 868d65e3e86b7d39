package dev.whimbrel.server;

import dev.whimbrel.Settings;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.source.TimelineReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells over HTTP how the databases are and where the migrations stand. It changes nothing, and asks for nothing that is
 * not asked of it. Thread-safe.
 *
 * <p>What it tells may be read by anyone who can reach it: no statement, address, database user or secret is in it.
 */
public final class WhimbrelServer implements AutoCloseable {

    /** A driver that gets no answer gives up after this; the thread is then free for the next look. */
    private static final Duration GIVE_UP = Duration.ofSeconds(5);

    private final HttpFrontend frontend;
    private final Board board;
    private final OwnThread writer;
    private final OwnThread talk;

    private WhimbrelServer(HttpFrontend frontend, Board board, OwnThread writer, OwnThread talk) {
        this.frontend = frontend;
        this.board = board;
        this.writer = writer;
        this.talk = talk;
    }

    /**
     * {@return a server that listens; no database is connected to before somebody asks}
     *
     * @throws dev.whimbrel.error.SettingsException if it cannot listen there, or no provider knows a URL
     */
    public static WhimbrelServer start(
            ServerSettings server, Settings settings, List<DatabaseProvider> providers, HealthListener listener) {
        OwnThread writer = new OwnThread("whimbrel-answers");
        OwnThread talk = new OwnThread("whimbrel-talk");
        Board board = board(settings, providers, listener, talk);
        try {
            return new WhimbrelServer(HttpFrontend.listen(server, new Endpoints(board, writer)), board, writer, talk);
        } catch (RuntimeException e) {
            board.close();
            writer.end();
            talk.end();
            throw e;
        }
    }

    private static Board board(
            Settings settings, List<DatabaseProvider> providers, HealthListener listener, OwnThread talk) {
        Patience patience = Patience.defaults();
        Timeouts timeouts = looking();
        List<DatabaseWatch> watches = new ArrayList<>();
        TimelineReader reader;
        // Nothing is connected by this: it tells the kinds, and whether all URLs are understood.
        try (Databases all = Databases.open(settings.databases(), providers, timeouts)) {
            reader = settings.timelineReader(all);
            for (DatabaseSettings each : settings.databases()) {
                watches.add(new DatabaseWatch(
                        each.name(),
                        all.get(each.name()).kind(),
                        () -> open(each, providers, timeouts),
                        patience,
                        listener,
                        talk));
            }
        }
        return new Board(watches, new FolderWatch(reader::read, patience));
    }

    private static Database open(DatabaseSettings settings, List<DatabaseProvider> providers, Timeouts timeouts) {
        return Databases.open(List.of(settings), providers, timeouts).get(settings.name());
    }

    /** Who only looks does not queue behind others for long. */
    private static Timeouts looking() {
        return new Timeouts(Duration.ofSeconds(1), 0).withAnswer(GIVE_UP);
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return frontend.address();
    }

    /** Take no more requests, finish the answers under way, and disconnect. Takes some seconds at the most. */
    @Override
    public void close() {
        frontend.close();
        writer.end();
        board.close();
        talk.end();
    }
}
