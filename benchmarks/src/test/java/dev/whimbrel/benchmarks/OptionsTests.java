package dev.whimbrel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Sizes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void allOfItIsPublished() {
        Options options = Options.parse(List.of("--rounds", "7"));

        assertThat(options.report()).isEqualTo(Path.of("docs/benchmarks.md"));
        assertThat(options.only()).containsExactly(Discipline.values());
        assertThat(options.sizes().rounds()).isEqualTo(7);
    }

    @Test
    void aPartOfItIsNotPublishedUnlessAskedFor() {
        assertThat(Options.parse(List.of("--only", "apply,lexer")).only())
                .containsExactlyInAnyOrder(Discipline.APPLY, Discipline.LEXER);
        assertThat(Options.parse(List.of("--only", "apply")).report()).isNotEqualTo(Path.of("docs/benchmarks.md"));
        assertThat(Options.parse(List.of("--only", "apply", "--report", "x.md")).report())
                .isEqualTo(Path.of("x.md"));
    }

    @Test
    void doesWhatTakesMinutesLessOften() {
        assertThat(Sizes.FULL.rounds(Discipline.APPLY)).isEqualTo(5);
        assertThat(Sizes.FULL.rounds(Discipline.DISTANT)).isEqualTo(3);
        assertThat(Sizes.FULL.rounds(Discipline.INSERTS)).isEqualTo(1);
        assertThat(Discipline.values())
                .allSatisfy(each -> assertThat(Sizes.SHORT.rounds(each)).isEqualTo(1));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast"))).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds"))).hasMessageContaining("--rounds needs a value");
    }
}
