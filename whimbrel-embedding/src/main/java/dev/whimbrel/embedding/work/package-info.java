/** How the parts of a call are done side by side. */
@NullMarked
package dev.whimbrel.embedding.work;

import org.jspecify.annotations.NullMarked;
