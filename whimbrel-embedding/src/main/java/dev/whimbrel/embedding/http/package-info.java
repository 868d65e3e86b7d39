/** What models behind HTTP share: requests, limits, waiting, JSON, the check of what comes back. */
@NullMarked
package dev.whimbrel.embedding.http;

import org.jspecify.annotations.NullMarked;
