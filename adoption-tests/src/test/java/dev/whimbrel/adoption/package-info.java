/** Histories made by other tools, taken over. */
@NullMarked
package dev.whimbrel.adoption;

import org.jspecify.annotations.NullMarked;
