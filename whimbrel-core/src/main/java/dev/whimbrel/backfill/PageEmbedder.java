package dev.whimbrel.backfill;

import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.EmbeddedPage.DeadLetter;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.error.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lets a model embed pages: texts that cannot be embedded apart, within the budget. A model that allows no
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
        BigDecimal expected = budget.isLimited() ? expected(page) : BigDecimal.ZERO;
        if (!budget.reserve(expected)) {
            stop.request(End.COST_REACHED);
            return Optional.empty();
        }
        try {
            return embedWithin(page);
        } finally {
            budget.free(expected);
        }
    }

    /** Equal texts are paid for once. */
    private BigDecimal expected(Page page) {
        long tokens = page.rows().stream()
                .map(Row::text)
                .distinct()
                .mapToLong(this::tokens)
                .sum();
        return price.of(tokens).usd();
    }

    private int tokens(String text) {
        return Math.min(
                model.tokens().count(model.profile().prefixes().before(text, Role.PASSAGE)),
                model.limits().tokensPerText());
    }

    private Optional<EmbeddedPage> embedWithin(Page page) {
        List<Row> rows = page.rows();
        List<DeadLetter> dead = new ArrayList<>();
        int attempts = 0;
        while (!stop.isRequested()) {
            try {
                Embeddings made = rows.isEmpty()
                        ? new Embeddings(List.of(), List.of(), 0)
                        : model.embed(rows.stream().map(Row::text).toList(), Role.PASSAGE);
                return Optional.of(new EmbeddedPage(page, rows, made.vectors(), dead, price.of(made.tokens())));
            } catch (PoisonTextException e) {
                List<Row> poisoned = rows;
                e.byIndex().forEach((index, problem) -> dead.add(dead(poisoned.get(index), problem)));
                rows = IntStream.range(0, poisoned.size())
                        .filter(index -> !e.byIndex().containsKey(index))
                        .mapToObj(poisoned::get)
                        .toList();
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

    private DeadLetter dead(Row row, Problem problem) {
        return new DeadLetter(row, problem, model.tokens().count(row.text()));
    }
}
