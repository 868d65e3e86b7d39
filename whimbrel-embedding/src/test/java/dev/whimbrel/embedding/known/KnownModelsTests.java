package dev.whimbrel.embedding.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.provider.ModelSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownModelsTests {

    private final KnownModels known = KnownModels.bundled();

    @Test
    void isDated() {
        assertThat(known.asOf()).isAfter(LocalDate.of(2026, 1, 1));
    }

    @Test
    void holdsWholeEntriesOnly() {
        assertThat(known.names()).isNotEmpty().allSatisfy(name -> {
            ModelFacts facts = known.facts(ModelSettings.of(name));
            assertThat(facts.provider()).get().isIn("local", "openai", "ollama");
            assertThat(facts.dimension()).isPresent();
            assertThat(facts.maxTokens()).isPresent();
            assertThat(facts.pooling().isPresent())
                    .isEqualTo(!facts.provider().equals(java.util.Optional.of("openai")));
        });
    }

    @ParameterizedTest
    @CsvSource({"text-embedding-3-small, 0.02", "text-embedding-3-large, 0.13", "text-embedding-ada-002, 0.10"})
    void knowsPrices(String name, BigDecimal price) {
        assertThat(known.facts(ModelSettings.of(name)).price()).contains(new Price(price));
    }

    @Test
    void keepsTheBlankBehindAPrefix() {
        assertThat(known.facts(ModelSettings.of("multilingual-e5-base")).prefixes())
                .isEqualTo(new Prefixes("query: ", "passage: "));
    }

    @Test
    void knowsAModelOfOllamaByItsNameWithoutTheTag() {
        ModelFacts facts = known.facts(ModelSettings.of("nomic-embed-text:v1.5"));

        assertThat(facts.dimension()).contains(768);
        assertThat(facts.model()).isEqualTo("nomic-embed-text:v1.5");
    }

    @Test
    void letsTheUserHaveTheLastWord() {
        ModelSettings settings = ModelSettings.of("mine")
                .withModel("text-embedding-3-small")
                .withPrice(new BigDecimal("0.005"))
                .withShape(ModelSettings.Shape.UNSAID
                        .withDimension(512)
                        .withMaxTokens(100)
                        .withPooling(Pooling.CLS));

        ModelFacts facts = known.facts(settings);

        assertThat(facts.name()).isEqualTo("mine");
        assertThat(facts.price()).contains(new Price(new BigDecimal("0.005")));
        assertThat(facts.dimension()).contains(512);
        assertThat(facts.isReduced()).isTrue();
        assertThat(facts.maxTokens()).contains(100);
        assertThat(facts.provider()).contains("openai");
    }

    @Test
    void knowsNothingOfAModelThatIsNotInTheList() {
        ModelFacts facts = known.facts(ModelSettings.of("nobodys"));

        assertThat(known.contains("nobodys")).isFalse();
        assertThat(facts.provider()).isEmpty();
        assertThat(facts.price()).isEmpty();
    }
}
