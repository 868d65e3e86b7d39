package dev.whimbrel.neo4j;

import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.WholeContract;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import java.nio.file.Path;

@RequiresNeo4j
final class Neo4jContractIT extends WholeContract {

    @Override
    protected ContractDatabase create(Path home) {
        return Neo4jTestDatabase.create();
    }
}
