/** What is looked at in every text and in every vector, whoever makes it. */
@NullMarked
package dev.whimbrel.embedding.check;

import org.jspecify.annotations.NullMarked;
