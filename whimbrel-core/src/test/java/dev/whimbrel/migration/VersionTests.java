package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTests {

    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "9, 10",
        "1.9, 1.10",
        "1, 1.1",
        "1.0.1, 1.1",
        "0, 0.0.1",
        "002, 10",
        "20260114093000, 20260114093001",
        "99999999999999999999999999998, 99999999999999999999999999999",
        "9, 00000000000000000000000000010",
        "99999999999999999999, a",
        "a, b",
        "a10, a9",
        "B, a",
    })
    void comesBefore(String lower, String higher) {
        assertThat(Version.of(lower)).isLessThan(Version.of(higher)).isNotEqualTo(Version.of(higher));
        assertThat(Version.of(higher)).isGreaterThan(Version.of(lower));
    }

    @ParameterizedTest
    @CsvSource({"1, 001", "1, 1.0", "1, 1.0.0", "1.2, 1_2", "0, 0.0", "0, 000", "1.02, 1.2", "' 1 ', 1", "a, ' a'"})
    void isTheSameAs(String one, String other) {
        assertThat(Version.of(one))
                .isEqualTo(Version.of(other))
                .isEqualByComparingTo(Version.of(other))
                .hasSameHashCodeAs(Version.of(other));
    }

    @Test
    void keepsItsZerosAsTextAndShowsUnderscoresAsDots() {
        assertThat(Version.of("001")).hasToString("001");
        assertThat(Version.of("1_02_0")).hasToString("1.02.0");
        assertThat(Version.of(" add_column ")).hasToString("add_column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1a", "1.", ".1", "1..2", "1-2", "-1", "1 2", "v1", "٣", "1_"})
    void isANameUnlessItConsistsOfNumbers(String text) {
        assertThat(Version.of(text).isNamed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "001", "1.2", "1_2", "1.2_3"})
    void isNoNameWhereItConsistsOfNumbers(String text) {
        assertThat(Version.of(text).isNamed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void isNotBlank(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Version.of(text));
    }

    @Test
    void keepsTheContractsOfOrderEqualityAndHash() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Version> versions =
                    IntStream.range(0, 25).mapToObj(i -> anyVersion(random)).toList();
            for (Version a : versions) {
                for (Version b : versions) {
                    assertThat(Integer.signum(a.compareTo(b)))
                            .as("seed %d: %s and %s", seed, a, b)
                            .isEqualTo(-Integer.signum(b.compareTo(a)));
                    assertThat(a.equals(b)).as("seed %d: %s and %s", seed, a, b).isEqualTo(a.compareTo(b) == 0);
                    assertThat(!a.equals(b) || a.hashCode() == b.hashCode())
                            .as("seed %d: hashes of %s and %s", seed, a, b)
                            .isTrue();
                    for (Version c : versions) {
                        assertThat(a.compareTo(b) > 0 || b.compareTo(c) > 0 || a.compareTo(c) <= 0)
                                .as("seed %d: %s and %s and %s", seed, a, b, c)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static Version anyVersion(Random random) {
        if (random.nextInt(6) == 0) {
            return Version.of(List.of("a", "b", "ab", "1a", "z9").get(random.nextInt(5)));
        }
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(3); part >= 0; part--) {
            text.append("0".repeat(random.nextInt(3)))
                    .append(random.nextInt(12))
                    .append(random.nextInt(8) == 0 ? "12345678901234567890" : "")
                    .append(part > 0 ? "." : "");
        }
        return Version.of(text.toString());
    }
}
