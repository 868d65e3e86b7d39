/** A service that answers from documents it was given. */
@NullMarked
package dev.whimbrel.examples.solesonic;

import org.jspecify.annotations.NullMarked;
