package dev.whimbrel.testkit.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says that a test, or every test of a class, needs {@link SqliteVec#shared()}.
 *
 * <p>Where there is none, the test is skipped and the report says why; with {@code CI=true} it fails.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SqliteVecRequirement.class)
public @interface RequiresSqliteVec {}
