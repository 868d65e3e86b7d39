package dev.whimbrel.testkit.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What every SQL database must pass. */
public abstract class WholeSqlContract extends WholeContract {

    @Override
    protected abstract SqlContractDatabase create(Path home);

    @Nested
    final class Transacting extends SqlContract {
        @Override
        protected SqlContractDatabase create(Path home) {
            return WholeSqlContract.this.create(home);
        }
    }
}
