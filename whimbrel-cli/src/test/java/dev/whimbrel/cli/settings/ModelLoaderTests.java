package dev.whimbrel.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import dev.whimbrel.embedding.provider.LocalSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.ModelSettings.Shape;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelLoaderTests {

    private static final Map<String, String> KEY = Map.of("OPENAI_API_KEY", "sk-canary");

    @TempDir
    private Path home;

    private EffectiveSettings load(String yaml, Map<String, String> variables) throws IOException {
        Files.writeString(home.resolve("whimbrel.yaml"), "databases: { main: \"sqlite:a.db\" }\n" + yaml);
        Overrides none = new Overrides(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new SettingsLoader(home, Environment.of(variables, home)).load(none);
    }

    private Models models(String yaml, Map<String, String> variables) throws IOException {
        return load(yaml, variables).settings().models();
    }

    @Test
    void readsAModelOfWhichLittleIsSaid() throws IOException {
        Models models = models("models: { all-MiniLM-L6-v2: { provider: local } }", Map.of());

        assertThat(models)
                .isEqualTo(Models.of(ModelSettings.of("all-MiniLM-L6-v2").withProvider("local")));
    }

    @Test
    void readsAllThatCanBeSaid() throws IOException {
        Models models = models("""
                models:
                  my-e5-v1.5:
                    provider: local
                    model: multilingual-e5-base
                    revision: r1
                    dimension: 512
                    reducible: true
                    max-tokens: 256
                    prefixes: { query: "query: ", passage: "passage: " }
                    pooling: cls
                    normalisation: none
                    overlong: refuse
                    price: 0.01
                    folder: models/e5
                    file: onnx/model_quantized.onnx
                    threads: 2
                    base-url: https://host/v1
                    api-key: ${OPENAI_API_KEY}
                    encoding: float
                    batch: { texts: 10, tokens: 2000 }
                    concurrency: 3
                    timeout: 10s
                    patience: 5m
                """, KEY);

        assertThat(models)
                .isEqualTo(Models.of(new ModelSettings(
                        "my-e5-v1.5",
                        Optional.of("local"),
                        Optional.of("multilingual-e5-base"),
                        new Shape(
                                Optional.of("r1"),
                                Optional.of(512),
                                Optional.of(true),
                                Optional.of(256),
                                Optional.of(new Prefixes("query: ", "passage: ")),
                                Optional.of(Pooling.CLS),
                                Optional.of(Normalisation.NONE)),
                        Overlong.REFUSE,
                        Optional.of(new BigDecimal("0.01")),
                        new LocalSettings(
                                Optional.of(home.resolve("models/e5")),
                                Optional.of("onnx/model_quantized.onnx"),
                                Optional.of(2)),
                        new EndpointSettings(
                                Optional.of(URI.create("https://host/v1")),
                                Optional.of(new ApiKey.Given(Secret.of("sk-canary"))),
                                Encoding.FLOAT,
                                Optional.of(10),
                                Optional.of(2000),
                                3,
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5)))));
    }

    @Test
    void missesAKeyWhenItIsSent() throws IOException {
        Models models = models(
                "models: { small: { provider: openai, api-key: \"${OPENAI_API_KEY}\" }, other: { provider: local } }",
                Map.of());

        assertThat(models.names()).containsExactly("other", "small");
        assertThat(models.get("other").provider()).contains("local");
        ApiKey key = models.get("small").endpoint().apiKey().orElseThrow();
        assertThatThrownBy(key::secret)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("WB-0702")
                .hasMessageContaining("OPENAI_API_KEY");
    }

    @Test
    void refusesAModelWithAnUnsetVariableWhenItIsUsed() throws IOException {
        Models models = models("models: { small: { provider: openai, base-url: \"${NOWHERE}\" } }", Map.of());

        assertThatThrownBy(() -> models.get("small"))
                .hasMessageContaining("WB-0104")
                .hasMessageContaining("NOWHERE");
    }

    @Test
    void takesTheUsualKeyForOpenAiAndForNobodyElse() throws IOException {
        Models models = models("""
                models:
                  small: { provider: openai }
                  own: { provider: openai, base-url: "https://host/v1" }
                """, KEY);

        assertThat(models.get("small").endpoint().apiKey()).contains(new ApiKey.Given(Secret.of("sk-canary")));
        assertThat(models.get("own").endpoint().apiKey()).isEmpty();
        assertThat(models.get("moved").endpoint().apiKey()).isEmpty();
    }

    @Test
    void takesAKeyFromAFile() throws IOException {
        Files.writeString(home.resolve("key"), "sk-canary\n");
        Models models = models(
                "models: { small: { provider: openai, api-key-file: key }, other: { provider: openai, api-key-file: none } }",
                Map.of());

        assertThat(models.get("small").endpoint().apiKey()).contains(new ApiKey.Given(Secret.of("sk-canary")));
        ApiKey other = models.get("other").endpoint().apiKey().orElseThrow();
        assertThatThrownBy(other::secret).hasMessageContaining("WB-0702").hasMessageContaining("none");
    }

    @Test
    void refusesAKeyInTheFileWithoutRepeatingIt() {
        assertThatThrownBy(() -> models("models: { small: { provider: openai, api-key: sk-canary } }", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("models.small.api-key")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() ->
                        models("models: { small: { provider: openai, api-key: \"${NO:-sk-canary}\" } }", Map.of()))
                .hasMessageNotContaining("canary");
    }

    @Test
    void showsWhatIsInForceAndNoKey() throws IOException {
        String yaml = """
                models:
                  small: { provider: openai, api-key: "${OPENAI_API_KEY}" }
                  other: { provider: openai, api-key: "${OTHER_KEY}" }
                """;

        List<Setting> entries = load(yaml, KEY).entries();

        assertThat(entries.toString()).doesNotContain("canary");
        assertThat(entries)
                .filteredOn(setting -> setting.key().startsWith("models."))
                .extracting(Setting::key, Setting::value)
                .containsExactly(
                        tuple("models.small.provider", "openai"),
                        tuple("models.small.api-key", "*****"),
                        tuple("models.other.provider", "openai"),
                        tuple("models.other.api-key", "${OTHER_KEY}"));
        assertThat(entries.get(entries.size() - 1).origin()).endsWith("not set");
    }

    @Test
    void letsVariablesOverrideTheFile() throws IOException {
        Models models = models(
                "models: { text-embedding-3-small: { provider: openai, dimension: 512 } }",
                Map.of(
                        "WHIMBREL_MODELS_TEXT_EMBEDDING_3_SMALL_DIMENSION",
                        "256",
                        "WHIMBREL_MODELS_TEXT_EMBEDDING_3_SMALL_API_KEY",
                        "sk-canary"));

        ModelSettings model = models.get("text-embedding-3-small");
        assertThat(model.shape().dimension()).contains(256);
        assertThat(model.endpoint().apiKey()).contains(new ApiKey.Given(Secret.of("sk-canary")));
    }

    @ParameterizedTest
    @CsvSource({
        "dimension, many",
        "dimension, 0",
        "pooling, max",
        "pooling, provider",
        "provider, cohere",
        "overlong, ignore",
        "encoding, int8",
        "price, cheap",
        "price, -1",
        "reducible, maybe",
        "timeout, soon",
        "timeout, 0s",
        "base-url, ftp://host",
        "base-url, https://me:sk-canary@host/v1",
        "base-url, https://me:sk canary@host/v1",
        "concurrency, 0"
    })
    void refusesValuesThatCannotBe(String key, String value) {
        assertThatThrownBy(() -> models("models: { small: { " + key + ": \"" + value + "\" } }", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("WB-0103")
                .hasMessageContaining("models.small." + key)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "models.small.provder, models.small.provider",
        "models.nomic-embed-text-v1.5.max-token, models.nomic-embed-text-v1.5.max-tokens",
        "models.small.prefixes.querry, models.small.prefixes.query",
        "models.small.apikey, models.small.api-key"
    })
    void suggestsTheNearestKey(String slip, String meant) {
        Setting setting = new Setting(slip, "x", "whimbrel.yaml:1");

        assertThatThrownBy(() -> SettingKeys.requireKnown(setting))
                .hasMessageContaining("WB-0102")
                .hasMessageContaining("`" + meant + "`");
    }
}
