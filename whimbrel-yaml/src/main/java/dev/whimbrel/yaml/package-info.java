/** Reads the definitions of long-running migrations out of YAML. */
@NullMarked
package dev.whimbrel.yaml;

import org.jspecify.annotations.NullMarked;
