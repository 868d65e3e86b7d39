package dev.whimbrel.sqlite;

import dev.whimbrel.testkit.contract.LongWorkContract;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import java.nio.file.Path;
import java.util.HexFormat;

final class SqliteLongWorkIT extends LongWorkContract {

    @Override
    protected SqlContractDatabase create(Path home) {
        return new SqliteFile(home.resolve("work.db"));
    }

    @Override
    protected String preparation() {
        return "SELECT 1;";
    }

    @Override
    protected String readable(String column) {
        return "hex(" + column + ")";
    }

    @Override
    protected float[] vector(String read) {
        return VectorBlob.read(HexFormat.of().parseHex(read));
    }
}
