package dev.whimbrel.yaml;

import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.Version;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a {@code .backfill.yaml} says. */
final class BackfillFields {

    private static final List<String> KEYS = List.of("table", "key", "set", "where", "batch", "requires");

    private BackfillFields() {}

    static Optional<BackfillWork> read(Node root, Findings findings) {
        Fields fields = Fields.of(root, KEYS, findings);
        String table = fields.required("table");
        String key = fields.required("key");
        String set = fields.required("set");
        Optional<String> where = fields.text("where");
        int batch = fields.positive("batch").orElse(BackfillWork.BATCH);
        List<Version> requires = fields.list("requires", Version::of);
        return findings.isEmpty()
                ? Optional.of(new BackfillWork(table, key, set, where, batch, requires))
                : Optional.empty();
    }
}
