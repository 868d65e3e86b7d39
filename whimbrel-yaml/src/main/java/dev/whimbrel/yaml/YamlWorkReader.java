package dev.whimbrel.yaml;

import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Place;
import dev.whimbrel.source.WorkReader;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads definitions strictly: an unknown key, a missing one and a value of the wrong kind are refused, all at once, each
 * with its line and column. Stateless.
 */
public final class YamlWorkReader implements WorkReader {

    @Override
    public LongWork read(MigrationKind kind, Reader text, Place start) {
        Findings findings = new Findings(start);
        Node root = compose(text, findings);
        Optional<? extends LongWork> work = kind == MigrationKind.EMBEDDING
                ? EmbeddingFields.read(root, findings)
                : BackfillFields.read(root, findings);
        if (work.isEmpty() || !findings.isEmpty()) {
            throw findings.refusal();
        }
        return work.get();
    }

    private static Node compose(Reader text, Findings findings) {
        try {
            return new Compose(LoadSettings.builder().setUseMarks(true).build())
                    .composeReader(text)
                    .orElseThrow(() -> findings.syntax(Optional.empty(), "the file holds nothing but comments"));
        } catch (MarkedYamlEngineException e) {
            throw findings.syntax(e.getProblemMark(), oneLine(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            throw findings.syntax(Optional.empty(), oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static String oneLine(String text) {
        return String.join(" ", List.of(text.strip().split("\\s+")));
    }
}
