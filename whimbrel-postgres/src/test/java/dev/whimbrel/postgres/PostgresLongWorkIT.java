package dev.whimbrel.postgres;

import dev.whimbrel.testkit.contract.LongWorkContract;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;

@RequiresPostgres
final class PostgresLongWorkIT extends LongWorkContract {

    @Override
    protected SqlContractDatabase create(Path home) {
        return PostgresTestDatabase.create();
    }

    @Override
    protected String preparation() {
        return "CREATE EXTENSION IF NOT EXISTS vector;";
    }

    @Override
    protected String readable(String column) {
        return column + "::text";
    }

    @Override
    protected float[] vector(String read) {
        String[] numbers = read.substring(1, read.length() - 1).split(",", -1);
        float[] vector = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }
}
