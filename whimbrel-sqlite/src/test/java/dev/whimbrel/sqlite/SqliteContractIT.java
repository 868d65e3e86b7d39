package dev.whimbrel.sqlite;

import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.WholeSqlContract;
import java.nio.file.Path;

final class SqliteContractIT extends WholeSqlContract {

    @Override
    protected SqlContractDatabase create(Path home) {
        return new SqliteFile(home.resolve("contract.db"));
    }
}
