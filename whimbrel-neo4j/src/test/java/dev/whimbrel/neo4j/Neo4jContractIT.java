package dev.whimbrel.neo4j;

import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.DisagreementContract;
import dev.whimbrel.testkit.contract.HistoryContract;
import dev.whimbrel.testkit.contract.JournalContract;
import dev.whimbrel.testkit.contract.LockContract;
import dev.whimbrel.testkit.contract.MigratingContract;
import dev.whimbrel.testkit.contract.RevertingContract;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

@RequiresNeo4j
final class Neo4jContractIT {

    private static ContractDatabase database() {
        return Neo4jTestDatabase.create();
    }

    @Nested
    final class Migrating extends MigratingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }

    @Nested
    final class Reverting extends RevertingContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }

    @Nested
    final class Remembering extends HistoryContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }

    @Nested
    final class Disagreeing extends DisagreementContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }

    @Nested
    final class Journaling extends JournalContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }

    @Nested
    final class Locking extends LockContract {
        @Override
        protected ContractDatabase create(Path home) {
            return database();
        }
    }
}
