package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.migration.Migration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What long work would still take, projected from a sample of its texts.
 *
 * @param survey of its table
 * @param overlong texts, about, of which only the beginning would be embedded
 * @param cost about; without money where the price is not known
 * @param isPriced whether the price is known
 * @param time about: at the rate that it was worked on before, or of a model that costs nothing, on the sample; nothing
 *     where measuring would cost money. The index is not in it
 */
public record Estimate(
        Migration migration, TableSurvey survey, long overlong, Cost cost, boolean isPriced, Optional<Duration> time) {

    private static final int MEASURED = 16;

    /** {@return the estimate for a table as it is} */
    public static Estimate of(Migration migration, TableSurvey survey, Optional<EmbeddingModel> model) {
        return model.filter(opened -> survey.problems().isEmpty())
                .map(opened -> projected(migration, survey, opened))
                .orElseGet(() -> new Estimate(migration, survey, 0, Cost.NONE, true, before(survey)));
    }

    private static Estimate projected(Migration migration, TableSurvey survey, EmbeddingModel model) {
        List<Integer> counts = survey.sample().stream()
                .map(text -> model.tokens().count(model.profile().prefixes().before(text, Role.PASSAGE)))
                .toList();
        int most = model.limits().tokensPerText();
        double scale = counts.isEmpty() ? 0 : (double) survey.left() / counts.size();
        long tokens = Math.round(scale
                * counts.stream().mapToLong(count -> Math.min(count, most)).sum());
        long overlong =
                Math.round(scale * counts.stream().filter(count -> count > most).count());
        return new Estimate(
                migration,
                survey,
                overlong,
                model.price().orElse(Price.FREE).of(tokens),
                model.price().isPresent(),
                before(survey).or(() -> measured(survey, model)));
    }

    private static Optional<Duration> before(TableSurvey survey) {
        return survey.rate().map(rate -> Duration.ofMillis(Math.round(survey.left() / rate * 1000)));
    }

    /** Only a model that costs nothing is asked to show how fast it is. */
    private static Optional<Duration> measured(TableSurvey survey, EmbeddingModel model) {
        List<String> texts =
                survey.sample().subList(0, Math.min(MEASURED, survey.sample().size()));
        boolean isFree = model.price()
                .filter(price -> price.usdPerMillionTokens().signum() == 0)
                .isPresent();
        if (!isFree || texts.isEmpty()) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        model.embed(texts, Role.PASSAGE);
        long nanos = System.nanoTime() - begin;
        return Optional.of(Duration.ofNanos(Math.round((double) nanos / texts.size() * survey.left())));
    }
}
