package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.Verification;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifying that vectors can be stored, read and compared, without touching anybody's rows. */
final class VectorRoundTripIT extends PostgresTest {

    @BeforeEach
    void migrate() {
        project()
                .write(
                        "001_chunks.sql",
                        "CREATE EXTENSION vector;",
                        "CREATE TABLE chunk (id bigint PRIMARY KEY, content text NOT NULL, embedding vector(768),",
                        "  small halfvec(3), thin sparsevec(5), single vector(1), any_size vector);",
                        "CREATE INDEX chunk_cosine ON chunk USING hnsw (embedding vector_cosine_ops);",
                        "CREATE INDEX chunk_product ON chunk USING hnsw (embedding vector_ip_ops);",
                        "CREATE INDEX chunk_small ON chunk USING ivfflat (small halfvec_l2_ops) WITH (lists = 1);",
                        "CREATE INDEX chunk_content ON chunk (content);",
                        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';",
                        "CREATE TRIGGER refuses BEFORE INSERT OR UPDATE OR DELETE ON chunk",
                        "  FOR EACH STATEMENT EXECUTE FUNCTION refuse();")
                .migrate();
    }

    private Verification verify() {
        List<Verification> verifications = project().ask(Whimbrel::verifications);
        assertThat(verifications).hasSize(1);
        return verifications.get(0);
    }

    @Test
    void tellsWhatWorks() {
        Verification verification = verify();

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.details())
                .hasEntrySatisfying(
                        "extension vector", version -> assertThat(version).startsWith("0."))
                .containsEntry("index public.chunk_cosine", "hnsw on chunk")
                .containsEntry("index public.chunk_small", "ivfflat on chunk")
                .containsEntry("index public.chunk_content", "btree on chunk")
                .containsEntry(
                        "vector public.chunk.embedding",
                        "vector(768), round trip, nearest by OPERATOR(public.<#>) OPERATOR(public.<=>)")
                .containsEntry("vector public.chunk.small", "halfvec(3), round trip, nearest by OPERATOR(public.<->)")
                .containsEntry("vector public.chunk.thin", "sparsevec(5), round trip, nearest by OPERATOR(public.<->)")
                .containsEntry("vector public.chunk.single", "vector(1), round trip, nearest by OPERATOR(public.<->)")
                .containsEntry("vector public.chunk.any_size", "vector, round trip, nearest by OPERATOR(public.<->)");
    }

    @Test
    void leavesNothingBehind() {
        List<String> before = database().catalog();

        verify();

        assertThat(database().catalog()).isEqualTo(before);
        assertThat(query("SELECT count(*) FROM chunk")).containsExactly("0");
    }

    /** As after an upgrade of the server without the package of the extension. */
    @Test
    void noticesALibraryThatIsGone() {
        database()
                .execute("UPDATE pg_proc SET probin = '$libdir/vector_of_yesterday' WHERE proname = 'cosine_distance'"
                        + " AND proargtypes[0] = 'vector'::regtype");

        Verification verification = verify();

        assertThat(verification.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.VERIFY_VECTOR);
            assertThat(problem.what()).contains("public.chunk.embedding");
            assertThat(problem.why()).contains("vector_of_yesterday");
            assertThat(problem.remedy()).contains("ALTER EXTENSION vector UPDATE");
        });
        assertThat(verification.details()).containsKey("vector public.chunk.small");
    }

    /** A distance that always says the same finds nothing. */
    @Test
    void noticesADistanceThatIsWrong() {
        database()
                .execute("UPDATE pg_proc SET prosrc = 'vector_l2_squared_distance', probin = probin"
                        + " WHERE proname = 'vector_negative_inner_product'");
        assertThat(verify().problems()).isEmpty();

        database()
                .execute("UPDATE pg_proc SET prosrc = 'inner_product' WHERE proname = 'vector_negative_inner_product'");

        assertThat(verify().problems()).extracting(Problem::code).containsExactly(ErrorCode.VERIFY_VECTOR);
    }

    @Test
    void triesNothingWhereNoTemporaryTableCanBeMade() {
        String role = "role_of_" + database().database().name();
        String name = database().database().name();
        database()
                .execute(
                        "CREATE ROLE " + role + " LOGIN",
                        "REVOKE TEMP ON DATABASE " + name + " FROM PUBLIC",
                        "GRANT SELECT ON whimbrel_history TO " + role,
                        "ALTER DATABASE " + name + " SET role = " + role);
        try {
            Verification verification = verify();

            assertThat(verification.problems()).isEmpty();
            assertThat(verification.details().get("vector public.chunk.small")).contains("not tried", "temporary");
        } finally {
            database().execute("SET role NONE", "ALTER DATABASE " + name + " RESET role");
            database().execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }
}
