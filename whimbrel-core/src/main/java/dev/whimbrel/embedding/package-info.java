/** What an embedding model is and gives, as values: vectors, profiles, limits, costs, and how one fails. */
@NullMarked
package dev.whimbrel.embedding;

import org.jspecify.annotations.NullMarked;
