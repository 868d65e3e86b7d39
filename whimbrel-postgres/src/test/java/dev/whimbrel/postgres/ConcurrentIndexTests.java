package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConcurrentIndexTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    create index concurrently i on t (a, b)                 | CREATE INDEX i ON public.t USING btree (a, b)
                    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t(a) | CREATE UNIQUE INDEX i ON public.t USING btree (a)
                    CREATE INDEX CONCURRENTLY i ON app.t USING btree (a)    | CREATE INDEX i ON app.t USING btree (a)
                    CREATE INDEX CONCURRENTLY "I" ON "A b"."T" (a)          | CREATE INDEX "I" ON "A b"."T" USING btree (a)
                    CREATE INDEX CONCURRENTLY /* x */ i ON t USING hnsw (e vector_l2_ops) WITH (m = 16) | CREATE INDEX i ON public.t USING hnsw (e vector_l2_ops) WITH (m='16')
                    """)
    void knowsADefinitionAgainAsTheServerShowsIt(String written, String shown) {
        assertThat(ConcurrentIndex.isSameDefinition(written, shown)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CREATE INDEX CONCURRENTLY i ON t (a)                    | CREATE INDEX i ON public.t USING btree (b)
                    CREATE INDEX CONCURRENTLY i ON t (a)                    | CREATE UNIQUE INDEX i ON public.t USING btree (a)
                    CREATE INDEX CONCURRENTLY i ON t (a)                    | CREATE INDEX i ON public.t USING btree (a, b)
                    CREATE INDEX CONCURRENTLY i ON t (a)                    | CREATE INDEX i ON public.t USING hash (a)
                    CREATE INDEX CONCURRENTLY i ON t (a) WHERE b            | CREATE INDEX i ON public.t USING btree (a)
                    CREATE INDEX CONCURRENTLY i ON t USING hnsw (e vector_l2_ops) WITH (m = 8) | CREATE INDEX i ON public.t USING hnsw (e vector_l2_ops) WITH (m='16')
                    """)
    void tellsOtherDefinitionsApart(String written, String shown) {
        assertThat(ConcurrentIndex.isSameDefinition(written, shown)).isFalse();
    }
}
