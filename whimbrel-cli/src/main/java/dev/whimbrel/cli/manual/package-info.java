/** What is made out of the commands themselves: manual pages, and scripts by which shells complete commands and options. */
@NullMarked
package dev.whimbrel.cli.manual;

import org.jspecify.annotations.NullMarked;
