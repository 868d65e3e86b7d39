package dev.whimbrel.benchmarks.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.whimbrel.benchmarks.embedding.Comparison.Demand;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Embeds texts of mixed lengths with all-MiniLM-L6-v2 in this process, as Whimbrel does it and as LangChain4j does. */
record LocalModels(Amounts amounts) {

    private static final String THEIRS = "LangChain4j, embedAll";
    private static final String OURS = "Whimbrel";
    private static final List<String> WORDS = List.of(
            "bird", "storm", "invoice", "sea", "wind", "answers", "under", "thirty", "days", "flies", "a", "the");
    /** Theirs ends at 128 tokens, so longer texts would get other vectors. */
    private static final int MOST_WORDS = 100;

    Comparison compare() {
        // The tokenizer's library that theirs begins with would report to its maker.
        System.setProperty("OPT_OUT_TRACKING", "true");
        List<String> texts = texts();
        Medians medians = new Medians();
        double least = 1;
        try (EmbeddingModel ours = EmbeddingModels.open(ModelSettings.of("all-MiniLM-L6-v2"))) {
            AllMiniLmL6V2EmbeddingModel theirs = new AllMiniLmL6V2EmbeddingModel();
            List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
            for (int round = 0; round < amounts.rounds(); round++) {
                long start = System.nanoTime();
                List<Embedding> expected = theirs.embedAll(segments).content();
                long between = System.nanoTime();
                List<float[]> made = ours.embed(texts, Role.PASSAGE).vectors();
                long end = System.nanoTime();
                medians.add(THEIRS, texts.size() / ((between - start) / 1e9));
                medians.add(OURS, texts.size() / ((end - between) / 1e9));
                least = Math.min(least, leastCosine(expected, made));
            }
        }
        if (least < 0.9999) {
            throw new IllegalStateException("the vectors differ: cosine " + least);
        }
        return new Comparison(
                "Embed %,d texts in this process".formatted(texts.size()),
                "all-MiniLM-L6-v2 on the same ONNX Runtime, texts of 3 to %d words in no order; both models are loaded before. The vectors are the same: the least cosine of two is %.6f. Medians of %d."
                        .formatted(MOST_WORDS, least, amounts.rounds()),
                "texts/s",
                medians.lines(),
                List.of(new Demand(OURS, THEIRS, 1.2)));
    }

    private List<String> texts() {
        Random random = new Random(20_260_114);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < amounts.texts(); i++) {
            StringBuilder text = new StringBuilder("Text");
            int words = 2 + (int) (Math.pow(random.nextDouble(), 2) * (MOST_WORDS - 2));
            for (int word = 0; word < words; word++) {
                text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static double leastCosine(List<Embedding> expected, List<float[]> made) {
        double least = 1;
        for (int i = 0; i < made.size(); i++) {
            least = Math.min(least, cosine(expected.get(i).vector(), made.get(i)));
        }
        return least;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
