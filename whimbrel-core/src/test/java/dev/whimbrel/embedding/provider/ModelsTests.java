package dev.whimbrel.embedding.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTests {

    private static final Problem NO_KEY = new Problem(ErrorCode.MODEL_KEY_MISSING, "no key", "why", "do");

    @Test
    void refusesAModelThatCannotBeUsedAndNoOther() {
        Models models =
                Models.of(ModelSettings.of("usable").withProvider("local")).withUnusable("keyless", NO_KEY);

        assertThat(models.names()).containsExactly("keyless", "usable");
        assertThat(models.get("usable").provider()).contains("local");
        assertThatThrownBy(() -> models.get("keyless"))
                .isInstanceOfSatisfying(SettingsException.class, failure -> assertThat(failure.problems())
                        .containsExactly(NO_KEY));
    }

    @Test
    void givesNothingButTheNameOfAModelThatIsNotConfigured() {
        assertThat(Models.NONE.get("all-MiniLM-L6-v2")).isEqualTo(ModelSettings.of("all-MiniLM-L6-v2"));
    }

    @Test
    void saysWhatIsMissingWhereNoProviderKnowsAModel() {
        assertThatThrownBy(() -> EmbeddingModels.open(ModelSettings.of("nobodys"), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("WB-0701")
                .hasMessageContaining("whimbrel-embedding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/v1",
                "host:8080",
                "https://user:secret@host/v1",
                "https://host/v1?key=secret",
                "https:///v1"
            })
    void takesNoBaseUrlThatIsNoneOrHoldsASecret(String url) {
        EndpointSettings defaults = EndpointSettings.defaults();
        URI base = URI.create(url);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withBaseUrl(base))
                .withMessageNotContaining("secret");
    }

    @Test
    void printsNoKey() {
        ModelSettings model = ModelSettings.of("small")
                .withEndpoint(EndpointSettings.defaults().withApiKey(Secret.of("sk-canary")));

        assertThat(model.toString()).doesNotContain("canary").contains("*****");
        assertThat(Models.of(model).toString()).doesNotContain("canary");
    }
}
