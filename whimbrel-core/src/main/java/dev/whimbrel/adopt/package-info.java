/** Takes over what another tool remembers: what its rows mean, which files they are about, what is to be written. */
@NullMarked
package dev.whimbrel.adopt;

import org.jspecify.annotations.NullMarked;
