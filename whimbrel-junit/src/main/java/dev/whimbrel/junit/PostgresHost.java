package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Templates and clones on a PostgreSQL server, as databases beside each other.
 *
 * <p>Advisory locks tell the living from the dead, for the server gives them up with the connection: each process holds one
 * of its own number, which its clones have in their names, and one on the template that it uses. Such locks belong to a
 * database, so the names have that one in them, too: whoever connects to another one has nothing to do with these.
 */
final class PostgresHost implements CloneHost {

    private static final String TEMPLATE = "whimbrel_template_";
    private static final String CLONE = "whimbrel_clone_";

    /**
     * From this size on, copying files is quicker than writing all pages through the log, in spite of the checkpoints that it
     * needs. Where checkpoints cost nothing, it always is. The figures are in docs/junit.md.
     */
    private static final long LARGE = 64L << 20;

    private static final int STRATEGY_CAN_BE_CHOSEN = 150_000;

    private final DatabaseSettings server;
    private final PostgresConsole making;
    private final PostgresConsole dropping;
    private final String place;
    private final int number;
    private final AtomicInteger serial = new AtomicInteger();

    private PostgresHost(
            DatabaseSettings server, PostgresConsole making, PostgresConsole dropping, String place, int number) {
        this.server = server;
        this.making = making;
        this.dropping = dropping;
        this.place = place;
        this.number = number;
    }

    static PostgresHost open(DatabaseSettings server) throws SQLException {
        Connection first = CloneDataSource.connect(server);
        try {
            PostgresConsole making = new PostgresConsole(first);
            PostgresConsole dropping = new PostgresConsole(CloneDataSource.connect(server));
            String place = TemplateKey.digits(making.text("SELECT current_database()")) + "_";
            int number;
            do {
                number = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
            } while (!making.isTrue(AdvisoryLock.PROCESS.attempt(number)));
            return new PostgresHost(server, making, dropping, place, number);
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    @Override
    public void prepare(TemplateKey key, Consumer<DatabaseSettings> migration) throws SQLException {
        making.execute(AdvisoryLock.USE.share(key.number()));
        making.execute(AdvisoryLock.MAKING.await(key.number()));
        try {
            if (!making.exists(template(key))) {
                make(key, migration);
            }
        } finally {
            making.execute(AdvisoryLock.MAKING.giveUp(key.number()));
        }
    }

    /** It gets its name when it is complete, so what has the name is complete. */
    private void make(TemplateKey key, Consumer<DatabaseSettings> migration) throws SQLException {
        String unfinished = cloneName();
        making.execute("CREATE DATABASE " + unfinished + " TEMPLATE template0");
        try {
            migration.accept(settings(unfinished));
            making.execute("COMMENT ON DATABASE " + unfinished + " IS '" + key.project() + "'");
            making.execute("ALTER DATABASE " + unfinished + " WITH ALLOW_CONNECTIONS false IS_TEMPLATE true");
            making.execute("ALTER DATABASE " + unfinished + " RENAME TO " + template(key));
        } catch (SQLException | RuntimeException e) {
            try {
                making.drop(unfinished);
            } catch (SQLException then) {
                e.addSuppressed(then);
            }
            throw e;
        }
    }

    @Override
    public DatabaseSettings copy(TemplateKey key) throws SQLException {
        String clone = cloneName();
        making.execute("CREATE DATABASE " + clone + " TEMPLATE " + template(key) + strategy(key));
        return settings(clone);
    }

    private String strategy(TemplateKey key) throws SQLException {
        if (making.number("SELECT current_setting('server_version_num')") < STRATEGY_CAN_BE_CHOSEN) {
            return "";
        }
        boolean isLarge = making.number("SELECT pg_database_size('" + template(key) + "')") >= LARGE;
        boolean syncs = making.text("SELECT current_setting('fsync')").equals("on");
        return " STRATEGY " + (isLarge || !syncs ? "file_copy" : "wal_log");
    }

    @Override
    public void drop(DatabaseSettings clone) throws SQLException {
        dropping.drop(PostgresAddress.of(clone.url()).database());
    }

    @Override
    public void sweep(TemplateKey key) throws SQLException {
        for (String clone : dropping.names(CLONE + place, "")) {
            String[] parts = clone.substring((CLONE + place).length()).split("_", 2);
            int owner = Integer.parseInt(parts[0]);
            if (owner != number) {
                dropUnlessHeld(clone, AdvisoryLock.PROCESS, owner);
            }
        }
        for (String template : dropping.names(TEMPLATE + place, key.project())) {
            TemplateKey other = new TemplateKey(key.project(), template.substring((TEMPLATE + place).length()));
            if (!other.equals(key)) {
                dropUnlessHeld(template, AdvisoryLock.USE, other.number());
            }
        }
    }

    private void dropUnlessHeld(String name, AdvisoryLock lock, int held) throws SQLException {
        if (dropping.isTrue(lock.attempt(held))) {
            try {
                dropping.drop(name);
            } finally {
                dropping.execute(lock.giveUp(held));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            dropping.close();
        } finally {
            making.close();
        }
    }

    private String template(TemplateKey key) {
        return TEMPLATE + place + key.timeline();
    }

    private String cloneName() {
        return String.format(Locale.ROOT, "%s%s%d_%d", CLONE, place, number, serial.incrementAndGet());
    }

    private DatabaseSettings settings(String database) {
        String url = PostgresAddress.of(server.url()).withDatabase(database).url();
        return new DatabaseSettings(server.name(), url, server.user(), server.password());
    }

    /** Locks of PostgreSQL that end with their connection; the first of their two numbers says what for. */
    private enum AdvisoryLock {
        PROCESS(0x57_48_50_52),
        USE(0x57_48_55_53),
        MAKING(0x57_48_4d_4b);

        private final int space;

        AdvisoryLock(int space) {
            this.space = space;
        }

        String attempt(int id) {
            return "SELECT pg_try_advisory_lock(" + space + ", " + id + ")";
        }

        String await(int id) {
            return "SELECT pg_advisory_lock(" + space + ", " + id + ")";
        }

        String share(int id) {
            return "SELECT pg_advisory_lock_shared(" + space + ", " + id + ")";
        }

        String giveUp(int id) {
            return "SELECT pg_advisory_unlock(" + space + ", " + id + ")";
        }
    }
}
