/** Ollama. */
@NullMarked
package dev.whimbrel.embedding.ollama;

import org.jspecify.annotations.NullMarked;
