package dev.whimbrel.postgres;

import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.WholeSqlContract;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What every database promises, kept as well on connections that an application lends; in the long form, for it is long. */
@RequiresPostgres
@EnabledIfSystemProperty(named = "whimbrel.faults", matches = "long", disabledReason = "part of the long form")
final class LentContractIT extends WholeSqlContract {

    @Override
    protected SqlContractDatabase create(Path home) {
        return LentTestDatabase.create(10);
    }
}
