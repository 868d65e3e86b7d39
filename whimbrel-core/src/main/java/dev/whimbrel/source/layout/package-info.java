/** How migration files are named and divided: one class for each layout, and how a folder's layout is told. */
@NullMarked
package dev.whimbrel.source.layout;

import org.jspecify.annotations.NullMarked;
