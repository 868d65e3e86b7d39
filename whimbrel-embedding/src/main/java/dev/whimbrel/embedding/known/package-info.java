/** Models that are known by name: what they are and what they cost, from one dated file. */
@NullMarked
package dev.whimbrel.embedding.known;

import org.jspecify.annotations.NullMarked;
