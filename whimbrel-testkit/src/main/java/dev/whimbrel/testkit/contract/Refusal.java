package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a call is refused with. */
public final class Refusal {

    private Refusal() {}

    /** {@return the exception of that kind that the call ends in} */
    public static <X extends WhimbrelException> X of(Class<X> kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(kind);
        return kind.cast(thrown);
    }

    /** {@return the only problem of the exception of that kind that the call ends in} */
    public static Problem problem(Class<? extends WhimbrelException> kind, ThrowingCallable call) {
        WhimbrelException refusal = of(kind, call);
        assertThat(refusal.problems()).hasSize(1);
        return refusal.problems().iterator().next();
    }
}
