package dev.whimbrel.embedding.known;

import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.provider.ModelSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The list of known models, {@code models.properties} beside this class. Immutable. */
public final class KnownModels {

    private static final String FILE = "models.properties";

    private final Properties properties;

    private KnownModels(Properties properties) {
        this.properties = properties;
    }

    /** {@return the list that comes with this version} */
    public static KnownModels bundled() {
        Properties properties = new Properties();
        try (InputStream file = KnownModels.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KnownModels(properties);
    }

    /** {@return the day whose prices these are} */
    public LocalDate asOf() {
        return LocalDate.parse(properties.getProperty("as-of", "").strip());
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".provider"))
                .forEach(key -> names.add(key.substring(0, key.lastIndexOf('.'))));
        return names;
    }

    /** {@return whether a model of that name is in the list, with or without a tag behind a colon} */
    public boolean contains(String model) {
        return properties.containsKey(listed(model) + ".provider");
    }

    /** {@return what is known of a model, the user's word first} */
    public ModelFacts facts(ModelSettings settings) {
        return listed(settings).overriddenBy(settings);
    }

    private ModelFacts listed(ModelSettings settings) {
        String model = listed(settings.model().orElse(settings.name()));
        Optional<Integer> dimension = value(model, "dimension").map(Integer::valueOf);
        return new ModelFacts(
                settings.name(),
                model,
                value(model, "provider"),
                Optional.empty(),
                dimension,
                dimension,
                value(model, "reducible").map(Boolean::valueOf).orElse(false),
                value(model, "max-tokens").map(Integer::valueOf),
                new Prefixes(prefix(model, "query-prefix"), prefix(model, "passage-prefix")),
                value(model, "pooling").map(word -> Pooling.valueOf(word.toUpperCase(Locale.ROOT))),
                Normalisation.L2,
                value(model, "usd-per-million-tokens").map(number -> new Price(new BigDecimal(number))),
                value(model, "counted-by"),
                value(model, "class-path"));
    }

    /** Ollama's names have a tag: {@code nomic-embed-text:v1.5}. */
    private static String listed(String model) {
        int colon = model.indexOf(':');
        return colon < 0 ? model : model.substring(0, colon);
    }

    private Optional<String> value(String model, String key) {
        return Optional.ofNullable(properties.getProperty(model + "." + key)).map(String::strip);
    }

    private String prefix(String model, String key) {
        String prefix = value(model, key).orElse("");
        return prefix.endsWith("_") ? prefix.substring(0, prefix.length() - 1) + " " : prefix;
    }
}
