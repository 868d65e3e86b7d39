package dev.whimbrel.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemsTests {

    private static final Problem ONE = new Problem(ErrorCode.CHANGED, "a.sql was edited", "by whom?", "restore it");
    private static final Problem OTHER = new Problem(ErrorCode.MISSING, "b.sql is gone", "deleted", "bring it back");

    @Test
    void areThrownIfThereAreAny() {
        Problems problems = Problems.of(ONE).and(Problems.NONE).and(Problems.of(List.of(OTHER)));

        assertThatExceptionOfType(DisagreementException.class)
                .isThrownBy(() -> problems.throwIfPresent(DisagreementException::new))
                .satisfies(e -> assertThat(e.problems()).containsExactly(ONE, OTHER))
                .withMessage("""
                        WB-0301: a.sql was edited
                        why: by whom?
                        do:  restore it
                        WB-0302: b.sql is gone
                        why: deleted
                        do:  bring it back""");
        assertThatCode(() -> Problems.NONE.throwIfPresent(DisagreementException::new))
                .doesNotThrowAnyException();
    }

    @Test
    void areNoneWhereNoneIsGiven() {
        assertThat(Problems.of(List.of())).isSameAs(Problems.NONE);
        assertThat(Problems.NONE.isEmpty()).isTrue();
        assertThat(Problems.of(ONE).isEmpty()).isFalse();
    }

    @Test
    void haveCodesThatAreTheirOwn() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("WB-(0[1-9]|10)\\d\\d"));
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::title))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }
}
