package dev.whimbrel.database;

import java.util.Optional;

/**
 * What an application connects with itself, handed over to be used in place of a URL: a {@link javax.sql.DataSource}, or a
 * driver's own object. It stays the application's and is never closed here. As thread-safe as what it holds.
 */
public final class Client {

    private final Object value;

    private Client(Object value) {
        this.value = value;
    }

    public static Client of(Object value) {
        return new Client(value);
    }

    /** {@return what was handed over, if it is of that type} */
    public <T> Optional<T> as(Class<T> type) {
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    /** {@return its type alone, for nobody knows what else it would tell} */
    @Override
    public String toString() {
        return value.getClass().getSimpleName();
    }
}
