package dev.whimbrel.benchmarks.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.whimbrel.benchmarks.embedding.Comparison.Demand;
import dev.whimbrel.benchmarks.embedding.Comparison.Line;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Embeds texts of mixed lengths with all-MiniLM-L6-v2 in this process, as Whimbrel does it and as LangChain4j does. */
record LocalModels(Amounts amounts) {

    private static final String THEIRS = "LangChain4j, embedAll";
    private static final String OURS = "Whimbrel";
    private static final String QUANTISED = "Whimbrel, quantised";
    private static final List<String> WORDS = List.of(
            "bird", "storm", "invoice", "sea", "wind", "answers", "under", "thirty", "days", "flies", "a", "the");
    /** Theirs ends at 128 tokens, and some words are three; longer texts would get other vectors. */
    private static final int MOST_WORDS = 90;

    /** So many texts before anything is measured. */
    private static final int WARM_UP = 60;

    /** A way to get the vectors of texts, in their order. */
    @FunctionalInterface
    private interface Way {
        List<float[]> vectors(List<String> texts);
    }

    private record Contender(String name, Way way) {}

    Comparison compare() {
        // The tokenizer's library that theirs begins with would report to its maker.
        System.setProperty("OPT_OUT_TRACKING", "true");
        try (EmbeddingModel ours = EmbeddingModels.open(ModelSettings.of("all-MiniLM-L6-v2"));
                EmbeddingModel quantised = EmbeddingModels.open(ModelSettings.of("all-MiniLM-L6-v2-q"))) {
            AllMiniLmL6V2EmbeddingModel theirs = new AllMiniLmL6V2EmbeddingModel();
            List<Contender> contenders = List.of(
                    new Contender(THEIRS, texts -> vectors(theirs, texts)),
                    new Contender(OURS, texts -> ours.embed(texts, Role.PASSAGE).vectors()),
                    new Contender(
                            QUANTISED,
                            texts -> quantised.embed(texts, Role.PASSAGE).vectors()));
            return race(contenders, texts());
        }
    }

    private static List<float[]> vectors(AllMiniLmL6V2EmbeddingModel model, List<String> texts) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList();
    }

    private Comparison race(List<Contender> contenders, List<String> texts) {
        List<String> first = texts.subList(0, Math.min(WARM_UP, texts.size()));
        List<float[]> expected = contenders.get(0).way().vectors(texts);
        Cosines full = Cosines.of(expected, contenders.get(1).way().vectors(texts));
        Cosines quantised = Cosines.of(expected, contenders.get(2).way().vectors(texts));
        if (full.least() < 0.9999) {
            throw new IllegalStateException("the vectors differ: cosine " + full.least());
        }
        contenders.forEach(contender -> contender.way().vectors(first));
        Medians speed = new Medians();
        Medians processor = new Medians();
        // In the order of the table.
        contenders.forEach(contender -> measure(contender, texts, speed, processor));
        List<Contender> turns = new ArrayList<>(contenders);
        for (int round = 1; round < amounts.rounds(); round++) {
            Collections.rotate(turns, 1);
            turns.forEach(contender -> measure(contender, texts, speed, processor));
        }
        return new Comparison(
                "Embed %,d texts in this process".formatted(texts.size()),
                description(full, quantised, processor.lines()),
                "texts/s",
                speed.lines(),
                List.of(new Demand(OURS, THEIRS, 1.2), new Demand(QUANTISED, OURS, 1)));
    }

    private static void measure(Contender contender, List<String> texts, Medians speed, Medians processor) {
        long spent = Processor.nanos();
        long start = System.nanoTime();
        contender.way().vectors(texts);
        speed.add(contender.name(), texts.size() / ((System.nanoTime() - start) / 1e9));
        processor.add(contender.name(), (Processor.nanos() - spent) / 1e6 / texts.size());
    }

    private String description(Cosines full, Cosines quantised, List<Line> processor) {
        return String.format(
                Locale.ROOT,
                "all-MiniLM-L6-v2 on the same ONNX Runtime and %d processors, texts of 3 to %d words in no order. All are"
                        + " warm; they take turns, and each round begins with another. The vectors are the same: the least"
                        + " cosine of two is %.6f. Those of the quantised model are others: to the full one's, the cosine"
                        + " is %.3f in the mean and %.3f at least. Medians of %d. Time of a processor for a text: %s.",
                Runtime.getRuntime().availableProcessors(),
                MOST_WORDS,
                full.least(),
                quantised.mean(),
                quantised.least(),
                amounts.rounds(),
                processor.stream()
                        .map(line -> String.format(Locale.ROOT, "%s %.1f ms", line.name(), line.value()))
                        .collect(Collectors.joining("; ")));
    }

    /** {@return texts no two of which are the same, for who embeds those once would seem faster than it is} */
    private List<String> texts() {
        Random random = new Random(20_260_114);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < amounts.texts(); i++) {
            StringBuilder text = new StringBuilder("Text ").append(i);
            int words = 1 + (int) (Math.pow(random.nextDouble(), 2) * (MOST_WORDS - 2));
            for (int word = 0; word < words; word++) {
                text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
