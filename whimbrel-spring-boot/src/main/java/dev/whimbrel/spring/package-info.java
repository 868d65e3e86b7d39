/** Whimbrel in Spring Boot applications. */
@NullMarked
package dev.whimbrel.spring;

import org.jspecify.annotations.NullMarked;
