package dev.whimbrel.cli.settings;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import dev.whimbrel.embedding.provider.LocalSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Durations;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns what is said of one model into its settings. */
final class ModelValues {

    private final String name;
    private final Path base;
    private final Map<String, Setting> settings = new HashMap<>();
    private Optional<Problem> keyMissing = Optional.empty();

    ModelValues(String name, Path base) {
        this.name = name;
        this.base = base;
    }

    void put(String part, Setting setting) {
        settings.put(part, setting);
    }

    /** The key is named and not there. */
    void keyMissing(Problem reason) {
        keyMissing = Optional.of(reason);
    }

    ModelSettings settings() {
        return new ModelSettings(
                name,
                word("provider", List.of("local", "openai", "ollama")),
                text("model"),
                shape(),
                constant("overlong", List.of(Overlong.values())).orElse(Overlong.TRUNCATE),
                value("price", ModelValues::price),
                local(),
                endpoint());
    }

    private ModelSettings.Shape shape() {
        Optional<String> query = text("prefixes.query");
        Optional<String> passage = text("prefixes.passage");
        return new ModelSettings.Shape(
                text("revision"),
                value("dimension", ModelValues::positive),
                value("reducible", ModelValues::truth),
                value("max-tokens", ModelValues::positive),
                query.isPresent() || passage.isPresent()
                        ? Optional.of(new Prefixes(query.orElse(""), passage.orElse("")))
                        : Optional.empty(),
                constant("pooling", List.of(Pooling.MEAN, Pooling.CLS)),
                constant("normalisation", List.of(Normalisation.values())));
    }

    private LocalSettings local() {
        return new LocalSettings(value("folder", base::resolve), text("file"), value("threads", ModelValues::positive));
    }

    private EndpointSettings endpoint() {
        EndpointSettings defaults = EndpointSettings.defaults();
        EndpointSettings endpoint = new EndpointSettings(
                Optional.empty(),
                key(),
                constant("encoding", List.of(Encoding.values())).orElse(defaults.encoding()),
                value("batch.texts", ModelValues::positive),
                value("batch.tokens", ModelValues::positive),
                value("concurrency", ModelValues::positive).orElse(defaults.concurrency()),
                value("timeout", ModelValues::duration).orElse(defaults.timeout()),
                value("patience", Durations::parse).orElse(defaults.patience()));
        return value("base-url", url -> endpoint.withBaseUrl(url(url))).orElse(endpoint);
    }

    private Optional<ApiKey> key() {
        return keyMissing
                .<ApiKey>map(ApiKey.Missing::new)
                .or(() -> text(ModelKeys.API_KEY).map(key -> new ApiKey.Given(Secret.of(key))))
                .or(() -> value(ModelKeys.API_KEY_FILE, base::resolve).map(file -> KeyFile.read(name, file)));
    }

    private Optional<String> text(String part) {
        return Optional.ofNullable(settings.get(part)).map(Setting::value);
    }

    private <T> Optional<T> value(String part, Function<String, T> parser) {
        Optional<Setting> setting = Optional.ofNullable(settings.get(part));
        try {
            return setting.map(Setting::value).map(parser);
        } catch (IllegalArgumentException e) {
            throw setting.orElseThrow().invalid(e);
        }
    }

    private Optional<String> word(String part, List<String> words) {
        return value(part, text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException("`" + text + "` is none of " + String.join(", ", words));
            }
            return text;
        });
    }

    private <E extends Enum<E>> Optional<E> constant(String part, List<E> constants) {
        List<String> words = constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return word(part, words).map(word -> constants.get(words.indexOf(word)));
    }

    /** What Java says of a URL that is none repeats it, with the secret it may hold. */
    private static URI url(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL: " + e.getReason(), e);
        }
    }

    private static Integer positive(String text) {
        int number = SettingsLoader.number(text);
        if (number < 1) {
            throw new IllegalArgumentException("`" + text + "` is not positive");
        }
        return number;
    }

    private static Duration duration(String text) {
        Duration duration = Durations.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("`" + text + "` leaves no time");
        }
        return duration;
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("`" + text + "` is neither true nor false");
        };
    }

    private static BigDecimal price(String text) {
        try {
            BigDecimal price = new BigDecimal(text.strip());
            if (price.signum() >= 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + text + "` is no price; write US dollars, as 0.02", e);
        }
        throw new IllegalArgumentException("`" + text + "` is negative");
    }
}
