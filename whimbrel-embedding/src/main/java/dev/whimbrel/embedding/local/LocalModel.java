package dev.whimbrel.embedding.local;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.check.TextProblems;
import dev.whimbrel.embedding.check.VectorCheck;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.work.Crew;
import dev.whimbrel.error.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * A model in this process. Texts are tokenised once, by whoever calls; then batches are computed side by side, one thread
 * each: threads that share a batch would wait for each other in every layer. A batch is small and waits for its turn, so a
 * question need not wait for the whole of a backfill's texts.
 */
final class LocalModel implements EmbeddingModel {

    /** Of a batch: what a layer makes of so many stays in a processor's caches; 8192 take a quarter more of its time. */
    private static final int TOKENS_AT_ONCE = 512;

    /** Of all batches that are computed at once, unless the threads or a single text need more. */
    private static final int MOST_TOKENS = 8192;

    private final OnnxModel model;
    private final Tokenizer tokenizer;
    private final Profile profile;
    private final Limits limits;
    private final Overlong overlong;
    private final Pooler pooler;
    private final Batches batches;
    private final Turns turns;
    private final Crew crew;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean isClosed;

    LocalModel(OnnxModel model, Tokenizer tokenizer, Profile profile, Overlong overlong, int threads) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.profile = profile;
        this.overlong = overlong;
        this.pooler = new Pooler(profile.pooling(), model.width(), profile.dimension(), profile.normalisation());
        this.limits = new Limits(
                profile.maxTokens(),
                Company.mostTexts(model, tokenizer, pooler),
                Math.max(profile.maxTokens(), TOKENS_AT_ONCE));
        this.batches = new Batches(limits.textsPerRequest(), TOKENS_AT_ONCE);
        this.turns = new Turns(threads, Math.max(profile.maxTokens(), Math.max(MOST_TOKENS, threads * TOKENS_AT_ONCE)));
        this.crew = new Crew(threads);
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public TokenCounter tokens() {
        return new TokenCounter() {
            @Override
            public int count(String text) {
                life.readLock().lock();
                try {
                    requireOpen();
                    return tokenizer.count(text);
                } finally {
                    life.readLock().unlock();
                }
            }

            @Override
            public Precision precision() {
                return tokenizer.precision();
            }
        };
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Optional<Price> price() {
        return Optional.of(Price.FREE);
    }

    @Override
    public Embeddings embed(List<String> texts, Role role) {
        life.readLock().lock();
        try {
            requireOpen();
            List<TokenizedText> tokenized = texts.stream()
                    .map(text -> tokenizer.tokenize(profile.prefixes().before(text, role)))
                    .toList();
            refusePoison(texts, tokenized);
            float[][] vectors = new float[texts.size()][];
            crew.work(batches.of(tokenized), batch -> {
                List<float[]> made = run(batch.stream().map(tokenized::get).toList());
                IntStream.range(0, batch.size()).forEach(i -> vectors[batch.get(i)] = made.get(i));
            });
            refuseUnusable(vectors);
            return new Embeddings(
                    Arrays.asList(vectors),
                    IntStream.range(0, texts.size())
                            .filter(i -> tokenized.get(i).isTruncated())
                            .boxed()
                            .toList(),
                    tokenized.stream().mapToLong(TokenizedText::length).sum());
        } finally {
            life.readLock().unlock();
        }
    }

    private List<float[]> run(List<TokenizedText> batch) throws InterruptedException {
        int longest = batch.stream().mapToInt(TokenizedText::length).max().orElse(0);
        int taken = turns.take(batch.size() * longest);
        try {
            return model.run(batch, pooler);
        } finally {
            turns.handBack(taken);
        }
    }

    private void refusePoison(List<String> texts, List<TokenizedText> tokenized) {
        SortedMap<Integer, Problem> poison = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                poison.put(i, TextProblems.blank());
            } else if (overlong == Overlong.REFUSE && tokenized.get(i).isTruncated()) {
                poison.put(i, TextProblems.tooLong(profile, tokenizer.count(texts.get(i))));
            }
        }
        if (!poison.isEmpty()) {
            throw new PoisonTextException(poison);
        }
    }

    private void refuseUnusable(float[][] vectors) {
        SortedMap<Integer, Problem> poison = new TreeMap<>();
        for (int i = 0; i < vectors.length; i++) {
            Optional<Problem> problem = VectorCheck.of(vectors[i], profile);
            if (problem.isPresent()) {
                poison.put(i, problem.get());
            }
        }
        if (!poison.isEmpty()) {
            throw new PoisonTextException(poison);
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the model " + profile.model() + " is closed");
        }
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                crew.close();
                // A call that was interrupted has not waited for its batches.
                turns.end();
                tokenizer.close();
                model.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
