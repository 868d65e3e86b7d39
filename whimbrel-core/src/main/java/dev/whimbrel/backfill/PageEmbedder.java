package dev.whimbrel.backfill;

import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.EmbeddedPage.DeadLetter;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.UnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a model embed pages: each text once, texts that cannot be embedded apart, within the budget. A model that allows no
 * more for now is waited for; one that does not answer is asked a few times more. Thread-safe.
 */
final class PageEmbedder {

    private static final int MOST_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final EmbeddingModel model;
    private final Price price;
    private final Budget budget;
    private final Tally tally;
    private final BackfillStop stop;

    PageEmbedder(EmbeddingModel model, Budget budget, Tally tally, BackfillStop stop) {
        this.model = model;
        this.price = model.price().orElse(Price.FREE);
        this.budget = budget;
        this.tally = tally;
        this.stop = stop;
    }

    /** {@return the page with its vectors; nothing if the work is to stop before it} */
    Optional<EmbeddedPage> embed(Page page) {
        Map<String, List<Row>> byText = new LinkedHashMap<>();
        page.rows().forEach(row -> byText.computeIfAbsent(row.text(), text -> new ArrayList<>())
                .add(row));
        BigDecimal expected = budget.isLimited() ? expected(byText) : BigDecimal.ZERO;
        if (!budget.reserve(expected)) {
            stop.request(End.COST_REACHED);
            return Optional.empty();
        }
        try {
            return embed(page, byText);
        } finally {
            budget.free(expected);
        }
    }

    private BigDecimal expected(Map<String, List<Row>> byText) {
        long tokens = byText.keySet().stream().mapToLong(this::tokens).sum();
        return price.of(tokens).usd();
    }

    private int tokens(String text) {
        return Math.min(
                model.tokens().count(model.profile().prefixes().before(text, Role.PASSAGE)),
                model.limits().tokensPerText());
    }

    private Optional<EmbeddedPage> embed(Page page, Map<String, List<Row>> byText) {
        List<DeadLetter> dead = new ArrayList<>();
        int attempts = 0;
        while (!stop.isRequested()) {
            List<String> texts = List.copyOf(byText.keySet());
            try {
                Embeddings made =
                        texts.isEmpty() ? new Embeddings(List.of(), List.of(), 0) : model.embed(texts, Role.PASSAGE);
                return Optional.of(assembled(page, byText, made, dead));
            } catch (PoisonTextException e) {
                e.byIndex().forEach((index, problem) -> {
                    String text = texts.get(index);
                    List<Row> rows = byText.remove(text);
                    if (rows != null) {
                        int tokens = model.tokens().count(text);
                        rows.forEach(row -> dead.add(new DeadLetter(row, problem, tokens)));
                    }
                });
            } catch (RateLimitedException e) {
                tally.note("the model's provider allows no more for now; waiting "
                        + e.waitAtLeast().toSeconds() + " s");
                stop.pause(e.waitAtLeast());
            } catch (UnavailableException e) {
                attempts++;
                if (attempts == MOST_ATTEMPTS) {
                    throw e;
                }
                tally.note("the model does not answer; trying again");
                stop.pause(FIRST_PAUSE.multipliedBy(1L << attempts));
            }
        }
        return Optional.empty();
    }

    private EmbeddedPage assembled(Page page, Map<String, List<Row>> byText, Embeddings made, List<DeadLetter> dead) {
        List<Row> rows = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        int next = 0;
        for (List<Row> same : byText.values()) {
            float[] vector = made.vectors().get(next);
            next++;
            for (Row row : same) {
                rows.add(row);
                vectors.add(vector);
            }
        }
        Cost cost = price.of(made.tokens());
        return new EmbeddedPage(page, rows, vectors, dead, cost);
    }
}
