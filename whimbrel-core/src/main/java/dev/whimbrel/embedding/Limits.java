package dev.whimbrel.embedding;

/**
 * What a model takes at most. Whoever has more to embed need not care: {@link EmbeddingModel#embed} divides it.
 *
 * @param tokensPerText what is longer is cut or refused
 * @param textsPerRequest texts that go to the model together
 * @param tokensPerRequest tokens of all texts that go to the model together
 */
public record Limits(int tokensPerText, int textsPerRequest, int tokensPerRequest) {

    public Limits {
        if (tokensPerText < 1 || textsPerRequest < 1 || tokensPerRequest < 1) {
            throw new IllegalArgumentException("the limits of a model must be positive: " + tokensPerText
                    + " tokens for a text, " + textsPerRequest + " texts and " + tokensPerRequest
                    + " tokens for a request");
        }
    }
}
