package dev.whimbrel.embedding.http;

/** The provider refused a request because of the texts in it, or because of their number. */
final class TextsRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ProviderError error;
    private final ProviderError.Kind kind;

    TextsRefusedException(ProviderError error, ProviderError.Kind kind) {
        super(error.words());
        this.error = error;
        this.kind = kind;
    }

    ProviderError error() {
        return error;
    }

    ProviderError.Kind kind() {
        return kind;
    }
}
