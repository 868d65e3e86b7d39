package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationIdTests {

    @Test
    void ordersVersionsBeforeRepeatableNames() {
        List<MigrationId> ids = List.of(
                MigrationId.of(Version.of("2")),
                MigrationId.of(Version.of("10")),
                MigrationId.of(Version.of("named")),
                MigrationId.repeatable("a"),
                MigrationId.repeatable("b"));
        List<MigrationId> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);

        assertThat(reversed.stream().sorted()).containsExactlyElementsOf(ids);
    }

    @Test
    void hasALabelForPeople() {
        assertThat(MigrationId.of(Version.of("001")).label()).isEqualTo("001");
        assertThat(MigrationId.repeatable("views").label()).isEqualTo("R__views");
    }

    @Test
    void isKnownAgainByItsLabel() {
        for (MigrationId id : List.of(MigrationId.of(Version.of("001")), MigrationId.repeatable("views"))) {
            assertThat(MigrationId.parse(id.label())).isEqualTo(id);
        }
    }

    @Test
    void tellsItsVersionIfItHasOne() {
        assertThat(MigrationId.of(Version.of("001")).version()).isEqualTo(Optional.of(Version.of("1")));
        assertThat(MigrationId.repeatable("views").version()).isEmpty();
    }

    @Test
    void isTheSameForVersionsThatAre() {
        assertThat(MigrationId.of(Version.of("001"))).isEqualTo(MigrationId.of(Version.of("1.0")));
        assertThat(MigrationId.repeatable("1")).isNotEqualTo(MigrationId.of(Version.of("1")));
    }

    @Test
    void comesInKindsThatKeepTheirLabels() {
        for (MigrationKind kind : MigrationKind.values()) {
            assertThat(MigrationKind.parse(kind.label())).isEqualTo(kind);
        }
    }
}
