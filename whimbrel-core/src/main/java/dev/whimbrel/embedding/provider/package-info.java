/** Which models are configured, and who opens them. */
@NullMarked
package dev.whimbrel.embedding.provider;

import org.jspecify.annotations.NullMarked;
