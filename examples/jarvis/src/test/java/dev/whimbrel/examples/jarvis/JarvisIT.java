package dev.whimbrel.examples.jarvis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.examples.jarvis.Jarvis.Result;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder for the container's first start and for a database that is there already; an index when there are assets. */
@RequiresPostgres
final class JarvisIT {

    @TempDir
    @Nullable
    Path home;

    private @Nullable Jarvis opened;

    @BeforeEach
    void open() throws IOException {
        opened = Jarvis.in(requireNonNull(home));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Jarvis jarvis() {
        return requireNonNull(opened);
    }

    private Result succeeds(String... args) {
        Result result = jarvis().run(args);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    @Test
    void remembersWhatTheContainerDidAtItsFirstStart() throws Exception {
        jarvis().startContainer();
        jarvis().load(1, 20);
        Catalog started = jarvis().catalog();

        succeeds("migrate", "--target", "001");
        assertThat(jarvis().catalog()).isEqualTo(started);
        assertThat(jarvis().database().query("SELECT version, filename FROM whimbrel_applied"))
                .containsExactly(List.of("001", "001_init_vector_store.sql"));
        assertThat(jarvis().database().query("SELECT count(*) FROM ip_asset_embeddings"))
                .containsExactly(List.of("20"));
        assertThat(succeeds("migrate", "--target", "001").output()).contains("nothing to do");
    }

    @Test
    void makesTheSameOfADatabaseThatWasThereAlready() throws Exception {
        succeeds("migrate", "--target", "001");
        Catalog migrated = jarvis().catalog();
        succeeds("down");
        jarvis().startContainer();
        assertThat(jarvis().catalog()).isEqualTo(migrated);
    }

    @Test
    void buildsTheIndexWhenThereAreAssetsAndNotBefore() {
        jarvis().variable("IVFFLAT_LISTS", "3");
        succeeds("migrate", "--target", "001");
        Result tooEarly = jarvis().run("migrate");
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.output()).contains("0 assets are too few", "load the assets first");
        assertThat(indexes()).doesNotContain("idx_embedding_cosine");

        jarvis().load(1, 1500);
        succeeds("migrate");
        assertThat(indexes()).contains("idx_embedding_cosine");
        assertThat(jarvis().database()
                        .query("SELECT reloptions::text FROM pg_class WHERE relname = 'idx_embedding_cosine'"))
                .containsExactly(List.of("{lists=3}"));
        assertThat(succeeds("verify").output())
                .contains("extension vector")
                .containsPattern("index public.idx_asset_id +btree on")
                .containsPattern("index public.idx_owner_id +btree on")
                .containsPattern("index public.idx_embedding_cosine +ivfflat on")
                .contains("vector(768), round trip, nearest by OPERATOR(public.<=>)");

        jarvis().database().execute("DROP INDEX idx_embedding_cosine");
        Result broken = jarvis().run("verify");
        assertThat(broken.exitCode()).isEqualTo(4);
        assertThat(broken.output()).contains("WB-0601", "idx_embedding_cosine");
    }

    /** As volumes have it that were made by the older file, which built the index at once. */
    @Test
    void replacesAnIndexThatWasBuiltOnTheEmptyTable() throws Exception {
        jarvis().startContainer();
        jarvis().database()
                .execute("CREATE INDEX idx_embedding_cosine ON ip_asset_embeddings"
                        + " USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100)");
        jarvis().load(1, 200);
        jarvis().variable("IVFFLAT_LISTS", "1");
        succeeds("migrate");
        assertThat(jarvis().database()
                        .query("SELECT reloptions::text FROM pg_class WHERE relname = 'idx_embedding_cosine'"))
                .containsExactly(List.of("{lists=1}"));
    }

    @Test
    void findsSimilarAssets() {
        succeeds("migrate", "--target", "001");
        jarvis().load(1, 30);
        jarvis().database()
                .execute("INSERT INTO ip_asset_embeddings (asset_id, owner_id, embedding)"
                        + " SELECT 'copy', 'thief', embedding FROM ip_asset_embeddings WHERE asset_id = 'asset 7'");
        assertThat(jarvis().database()
                        .query("SELECT asset_id, similar_asset_id, owner_id, round(similarity::numeric, 3)"
                                + " FROM similar_assets WHERE asset_id = 'asset 7' ORDER BY similarity DESC LIMIT 1"))
                .containsExactly(List.of("asset 7", "copy", "thief", "1.000"));
    }

    @Test
    void takesEverythingBackInReverseOrder() {
        Catalog empty = jarvis().catalog();
        jarvis().variable("IVFFLAT_LISTS", "1");
        succeeds("migrate", "--target", "001");
        jarvis().load(1, 60);
        succeeds("migrate");
        assertThat(succeeds("down", "--to", "0").output()).containsSubsequence("reverted  002", "reverted  001");
        assertThat(jarvis().catalog()).isEqualTo(empty);
    }

    private List<String> indexes() {
        return jarvis()
                .database()
                .query("SELECT indexname FROM pg_indexes WHERE tablename = 'ip_asset_embeddings'")
                .stream()
                .map(row -> requireNonNull(row.get(0)))
                .toList();
    }
}
