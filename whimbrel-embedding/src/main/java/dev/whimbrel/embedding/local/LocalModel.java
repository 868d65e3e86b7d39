package dev.whimbrel.embedding.local;

import ai.onnxruntime.OrtException;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.check.TextProblems;
import dev.whimbrel.embedding.check.VectorCheck;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * A model in this process. Texts are tokenised once, by whoever calls; then the callers take turns at the model, batch by
 * batch, so that a question need not wait for the whole of a backfill's texts. A single run uses all threads: runs side by
 * side, each with as many, would only get into each other's way.
 */
final class LocalModel implements EmbeddingModel {

    private final OnnxModel model;
    private final Tokenizer tokenizer;
    private final Profile profile;
    private final Limits limits;
    private final Overlong overlong;
    private final Pooler pooler;
    private final Batches batches;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean isClosed;

    LocalModel(OnnxModel model, Tokenizer tokenizer, Profile profile, Limits limits, Overlong overlong) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.profile = profile;
        this.limits = limits;
        this.overlong = overlong;
        this.pooler = new Pooler(profile.pooling(), model.width(), profile.dimension(), profile.normalisation());
        this.batches = new Batches(limits.textsPerRequest(), limits.tokensPerRequest());
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
            for (List<Integer> batch : batches.of(tokenized)) {
                List<float[]> made = run(batch.stream().map(tokenized::get).toList());
                IntStream.range(0, batch.size()).forEach(i -> vectors[batch.get(i)] = made.get(i));
            }
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

    private List<float[]> run(List<TokenizedText> batch) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
        try {
            return model.run(batch, pooler);
        } catch (OrtException e) {
            throw new RefusedException(
                    new Problem(
                            ErrorCode.MODEL_REFUSED,
                            "the model " + profile.model() + " failed",
                            String.valueOf(e.getMessage()),
                            "see whether max-tokens is more than the model was made for, and whether memory suffices"),
                    e);
        } finally {
            turn.unlock();
        }
    }

    private static CancellationException interrupted(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted while embedding");
        cancelled.initCause(cause);
        return cancelled;
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
                tokenizer.close();
                model.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
