/** OpenAI and all that speaks its protocol. */
@NullMarked
package dev.whimbrel.embedding.openai;

import org.jspecify.annotations.NullMarked;
