package dev.whimbrel.embedding.provider;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A model that is given equal texts of a call once, so that they are computed and paid for once.
 *
 * @param model that embeds
 */
record EachTextOnce(EmbeddingModel model) implements EmbeddingModel {

    @Override
    public Profile profile() {
        return model.profile();
    }

    @Override
    public TokenCounter tokens() {
        return model.tokens();
    }

    @Override
    public Limits limits() {
        return model.limits();
    }

    @Override
    public Optional<Price> price() {
        return model.price();
    }

    @Override
    public Embeddings embed(List<String> texts, Role role) {
        Map<String, Integer> places = new LinkedHashMap<>();
        texts.forEach(text -> places.putIfAbsent(text, places.size()));
        if (places.size() == texts.size()) {
            return model.embed(texts, role);
        }
        List<Integer> place = texts.stream().map(places::get).toList();
        try {
            Embeddings once = model.embed(List.copyOf(places.keySet()), role);
            Set<Integer> truncated = Set.copyOf(once.truncated());
            return new Embeddings(
                    place.stream().map(i -> once.vectors().get(i)).toList(),
                    IntStream.range(0, texts.size())
                            .filter(i -> truncated.contains(place.get(i)))
                            .boxed()
                            .toList(),
                    once.tokens());
        } catch (PoisonTextException e) {
            SortedMap<Integer, Problem> found = e.byIndex();
            SortedMap<Integer, Problem> poison = new TreeMap<>();
            for (int i = 0; i < texts.size(); i++) {
                Problem problem = found.get(place.get(i));
                if (problem != null) {
                    poison.put(i, problem);
                }
            }
            throw new PoisonTextException(poison);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
