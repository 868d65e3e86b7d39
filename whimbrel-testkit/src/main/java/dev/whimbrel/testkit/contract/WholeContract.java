package dev.whimbrel.testkit.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What every kind of database must pass; the test of a kind extends this, or {@link WholeSqlContract}. */
public abstract class WholeContract {

    /** {@return a fresh, empty database; files of it may be put into {@code home}} */
    protected abstract ContractDatabase create(Path home);

    @Nested
    final class Migrating extends MigratingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }

    @Nested
    final class Reverting extends RevertingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }

    @Nested
    final class Remembering extends HistoryContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }

    @Nested
    final class Disagreeing extends DisagreementContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }

    @Nested
    final class Journaling extends JournalContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }

    @Nested
    final class Locking extends LockContract {
        @Override
        protected ContractDatabase create(Path home) {
            return WholeContract.this.create(home);
        }
    }
}
