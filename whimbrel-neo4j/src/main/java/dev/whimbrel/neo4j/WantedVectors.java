package dev.whimbrel.neo4j;

import dev.whimbrel.migration.Statement;
import dev.whimbrel.neo4j.work.Neo4jCypher;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Record;

/**
 * What a statement says about the vector index it creates, as far as it says so in plain words.
 *
 * @param name the index's, if it has one
 * @param dimensions how many numbers a vector has
 * @param similarity how vectors are compared
 */
record WantedVectors(
        Statement statement,
        Optional<String> name,
        String label,
        String property,
        Optional<Long> dimensions,
        Optional<String> similarity) {

    private static final String WORD = "(`(?:[^`]|``)+`|[\\p{L}_][\\p{L}\\p{N}_]*)";

    private static final Pattern CREATE = Pattern.compile(
            "CREATE\\s+(?:OR\\s+REPLACE\\s+)?VECTOR\\s+INDEX\\b.*?\\bFOR\\b[^:]*:\\s*" + WORD
                    + ".*?\\bON\\s*(?:EACH\\s*)?[(\\[]?\\s*" + WORD + "\\s*\\.\\s*" + WORD,
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern DIMENSIONS = Pattern.compile("vector\\.dimensions`?\\s*:\\s*(\\d{1,9})");
    private static final Pattern SIMILARITY =
            Pattern.compile("vector\\.similarity_function`?\\s*:\\s*['\"](\\w+)['\"]");

    static Optional<WantedVectors> of(Statement statement) {
        Matcher create = CREATE.matcher(statement.text());
        if (!create.find()) {
            return Optional.empty();
        }
        return Optional.of(new WantedVectors(
                statement,
                statement.changes().stream().map(change -> change.name()).findFirst(),
                Neo4jCypher.unquoted(create.group(1)),
                Neo4jCypher.unquoted(create.group(3)),
                first(DIMENSIONS, statement.text()).map(Long::valueOf),
                first(SIMILARITY, statement.text())));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** {@return whether an index that is there stands in the place of this one} */
    boolean isMeant(Record found) {
        boolean isNamed = name.filter(found.get("name").asString()::equals).isPresent();
        return isNamed
                || (label.equals(found.get("label").asString(""))
                        && property.equals(found.get("property").asString("")));
    }

    /** {@return in what an index that is there differs, for people} */
    Optional<String> difference(Record found) {
        String index = "the index " + found.get("name").asString() + " is there already with ";
        Optional<String> ofDimensions = dimensions
                .filter(wanted -> !found.get("dimensions").isNull()
                        && found.get("dimensions").asLong() != wanted)
                .map(wanted -> index + found.get("dimensions").asLong() + " dimensions instead of " + wanted);
        return ofDimensions.or(() -> similarity
                .filter(wanted -> !found.get("similarity").asString(wanted).equalsIgnoreCase(wanted))
                .map(wanted -> index + "the similarity "
                        + found.get("similarity").asString().toLowerCase(java.util.Locale.ROOT) + " instead of "
                        + wanted));
    }
}
