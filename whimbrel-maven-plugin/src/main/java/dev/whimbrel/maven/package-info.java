/** Goals of Maven that run commands of Whimbrel. */
@NullMarked
package dev.whimbrel.maven;

import org.jspecify.annotations.NullMarked;
