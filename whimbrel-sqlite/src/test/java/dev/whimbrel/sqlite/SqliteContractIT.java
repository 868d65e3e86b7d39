package dev.whimbrel.sqlite;

import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.DisagreementContract;
import dev.whimbrel.testkit.contract.HistoryContract;
import dev.whimbrel.testkit.contract.JournalContract;
import dev.whimbrel.testkit.contract.LockContract;
import dev.whimbrel.testkit.contract.MigratingContract;
import dev.whimbrel.testkit.contract.RevertingContract;
import dev.whimbrel.testkit.contract.SqlContract;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

final class SqliteContractIT {

    private static SqlContractDatabase file(Path home) {
        return new SqliteFile(home.resolve("contract.db"));
    }

    @Nested
    final class Migrating extends MigratingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Reverting extends RevertingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Remembering extends HistoryContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Disagreeing extends DisagreementContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Journaling extends JournalContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Locking extends LockContract {
        @Override
        protected ContractDatabase create(Path home) {
            return file(home);
        }
    }

    @Nested
    final class Transacting extends SqlContract {
        @Override
        protected SqlContractDatabase create(Path home) {
            return file(home);
        }
    }
}
