package dev.whimbrel.embedding;

import java.util.List;

/**
 * What a model made of some texts.
 *
 * @param vectors one for each text, in their order; each as long as the profile says, finite and not zero. Equal texts may
 *     share theirs
 * @param truncated the indexes of the texts that were too long and of which only the beginning is in the vector
 * @param tokens what was used, as the provider counted it or else as counted here
 */
public record Embeddings(List<float[]> vectors, List<Integer> truncated, long tokens) {

    public Embeddings {
        vectors = List.copyOf(vectors);
        truncated = List.copyOf(truncated);
    }
}
