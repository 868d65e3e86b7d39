package dev.whimbrel.postgres;

import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.WholeSqlContract;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;

@RequiresPostgres
final class PostgresContractIT extends WholeSqlContract {

    @Override
    protected SqlContractDatabase create(Path home) {
        return PostgresTestDatabase.create();
    }
}
