package dev.whimbrel.redis;

import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.WholeContract;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.nio.file.Path;

@RequiresRedis
final class RedisContractIT extends WholeContract {

    @Override
    protected ContractDatabase create(Path home) {
        return RedisContractDatabase.create();
    }
}
