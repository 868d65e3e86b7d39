package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksumTests {

    @Test
    void isSha256InHexadecimal() {
        assertThat(Checksum.of("abc"))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .extracting(Checksum::abbreviated)
                .isEqualTo("ba7816bf8f01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb\r\n", "a\rb\r", "a\nb\r", "\uFEFFa\nb\n", "\uFEFFa\r\nb\n"})
    void isTheSameWhateverTheLineEndsAndTheByteOrderMark(String text) {
        assertThat(Checksum.of(text)).isEqualTo(Checksum.of("a\nb\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n\nb\n", "a \nb\n", "ab\n", "a\n\r\nb\n", "A\nb\n", "a\n\uFEFFb\n", ""})
    void isAnotherForAnyOtherChange(String text) {
        assertThat(Checksum.of(text)).isNotEqualTo(Checksum.of("a\nb\n"));
    }

    @Test
    void dropsOneByteOrderMarkOnly() {
        assertThat(Checksum.of("\uFEFF\uFEFFa")).isEqualTo(Checksum.of("\uFEFF\uFEFFa"));
        assertThat(Checksum.of("\uFEFF\uFEFFa")).isNotEqualTo(Checksum.of("\uFEFFa"));
    }

    @Test
    void isTheSameInWhateverPiecesTheTextComes() {
        String alphabet = "a\r\n\uFEFFé\uD83D\uDC26";
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.appendCodePoint(alphabet.codePointAt(random.nextInt(6)));
            }
            Checksum.Digest digest = new Checksum.Digest();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + random.nextInt(4));
                digest.add(text.substring(from, to));
                from = to;
            }

            assertThat(digest.checksum()).as("seed %d: %s", seed, text).isEqualTo(Checksum.of(text.toString()));
        }
    }

    @Test
    void tellsCharactersApartThatStandAtTheEndOfAPiece() {
        assertThat(new Checksum.Digest().add("\uD83D").add("\uDC26").checksum())
                .isNotEqualTo(new Checksum.Digest().add("\uD83D").add("\uDC27").checksum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void refusesWhatIsNoSha256(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum(hex));
    }
}
