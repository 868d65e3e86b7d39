package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.model.OpenAiStandIn;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors of nodes by a model behind HTTP. */
final class Neo4jRemoteModelIT extends Neo4jTest {

    private static final String MODEL = "text-embedding-3-small";
    private static final int DIMENSION = OpenAiStandIn.DIMENSION;

    private final OpenAiStandIn openAi = new OpenAiStandIn();

    @AfterEach
    void stop() {
        openAi.close();
    }

    private EmbeddedChunks chunks() {
        ModelSettings model = ModelSettings.of(MODEL)
                .withEndpoint(EndpointSettings.defaults()
                        .withBaseUrl(URI.create(openAi.url()))
                        .withApiKey(Secret.of(OpenAiStandIn.KEY)));
        return new EmbeddedChunks(project().with(settings -> settings.withModels(Models.of(model))), graph());
    }

    @Test
    void goesOnAfterAStopAndPutsAPoisonTextAside() {
        EmbeddedChunks chunks = chunks();
        chunks.writeNodes(EmbeddedChunks.ROWS);
        chunks.writeEmbedding("002_embed.embedding.yaml", MODEL);
        chunks.project().migrate();
        assertThat(openAi.asked()).isZero();
        graph().execute("MATCH (c:Chunk {id: 37}) SET c.content = 'poison'");

        assertThat(stoppedAfterAPage(chunks)).extracting(BackfillReport::end).containsExactly(End.STOPPED);
        List<String> paid = texts();
        assertThat(paid).hasSize(10);

        assertThat(chunks.backfill()).containsExactly(End.GATE_FAILED);
        assertThat(texts().subList(paid.size(), texts().size()))
                .doesNotContainAnyElementsOf(paid)
                .contains("text number 60");
        assertThat(query("MATCH (d:WhimbrelDeadLetter) RETURN d.key, d.code")).containsExactly("37|WB-0707");
        assertThat(query("MATCH (c:Chunk {id: 37}) RETURN c.embedding")).containsExactly("");

        graph().execute("MATCH (c:Chunk {id: 37}) SET c.content = 'remedy'");
        int before = texts().size();
        assertThat(chunks.backfill()).containsExactly(End.COMPLETE);
        assertThat(texts().subList(before, texts().size())).containsExactly("remedy");
        chunks.assertCurrent("embedding", DIMENSION);
        assertThat(query("MATCH (d:WhimbrelDeadLetter) RETURN d")).isEmpty();
    }

    private static List<BackfillReport> stoppedAfterAPage(EmbeddedChunks chunks) {
        BackfillStop stop = new BackfillStop();
        BackfillListener stopping = new BackfillListener() {
            @Override
            public void progressed(Migration migration, Progress progress) {
                stop.request();
            }
        };
        return chunks.project().ask(whimbrel -> whimbrel.backfills().run(BackfillOptions.defaults(), stopping, stop));
    }

    /** {@return the texts that were embedded, in that order} */
    private List<String> texts() {
        return openAi.requests().stream().flatMap(List::stream).toList();
    }
}
