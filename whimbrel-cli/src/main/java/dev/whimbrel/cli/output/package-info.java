/** What people and programs get to read: tables, progress, problems, JSON. */
@NullMarked
package dev.whimbrel.cli.output;

import org.jspecify.annotations.NullMarked;
