package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlaceTests {

    private static final Place START = new Place("a.sql", 3, 5);

    @Test
    void goesOnWithTheText() {
        assertThat(START.after("SELECT", 0)).isEqualTo(START);
        assertThat(START.after("SELECT", 2)).isEqualTo(new Place("a.sql", 3, 7));
        assertThat(START.after("a\r\nb\n c", 3)).isEqualTo(new Place("a.sql", 4, 1));
        assertThat(START.after("a\r\nb\n c", 6)).isEqualTo(new Place("a.sql", 5, 2));
    }

    @Test
    void countsACharacterBeyondTheFirstPlaneOnce() {
        assertThat(START.after("\uD83D\uDC26a", 2)).isEqualTo(new Place("a.sql", 3, 6));
    }

    @Test
    void staysWithinTheText() {
        assertThat(START.after("ab", 100)).isEqualTo(new Place("a.sql", 3, 7));
    }

    @Test
    void readsAsEditorsUnderstandIt() {
        assertThat(START).hasToString("a.sql:3:5");
    }
}
