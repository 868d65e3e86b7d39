package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs as people write them. */
final class Neo4jUrlTests {

    @ParameterizedTest
    @CsvSource({
        "bolt://localhost:7687, bolt://localhost:7687, ''",
        "neo4j+s://graph.example.com, neo4j+s://graph.example.com, ''",
        "bolt+ssc://db:7687/birds, bolt+ssc://db:7687, birds",
        "neo4j://db/?database=birds, neo4j://db, birds",
        "neo4j://db/birds?database=birds, neo4j://db, birds",
        "bolt://[::1]:7687, bolt://[::1]:7687, ''",
        "bolt://, bolt://localhost, ''",
    })
    void nameAServerAndADatabase(String url, String uri, String database) {
        Neo4jUrl parsed = Neo4jUrl.parse(url);

        assertThat(parsed.toUri()).hasToString(uri);
        assertThat(parsed.database().orElse("")).isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bolt://db/birds?database=others",
                "neo4j://db?policy=eu",
                "bolt://db:port",
                "bolt://one,two",
                "bolt://db/no name",
            })
    void areRefusedWhenTheyCannotBeUnderstood(String url) {
        assertThatThrownBy(() -> Neo4jUrl.parse(url)).isInstanceOf(SettingsException.class);
    }

    @Test
    void areToldFromThoseOfOthers() {
        assertThat(Neo4jUrl.accepts("neo4j+ssc://db")).isTrue();
        assertThat(Neo4jUrl.accepts("postgresql://db/neo4j")).isFalse();
        assertThat(Neo4jUrl.accepts("http://db:7474")).isFalse();
    }
}
