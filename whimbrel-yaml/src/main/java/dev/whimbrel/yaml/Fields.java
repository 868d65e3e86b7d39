package dev.whimbrel.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys of one mapping and what stands behind them; whatever is wrong is noted, and reading goes on. */
final class Fields {

    private final Node mapping;
    private final List<String> known;
    private final Findings findings;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Fields(Node mapping, List<String> known, Findings findings) {
        this.mapping = mapping;
        this.known = known;
        this.findings = findings;
    }

    static Fields of(Node node, List<String> known, Findings findings) {
        Fields fields = new Fields(node, known, findings);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::add);
        } else {
            findings.add(
                    node,
                    "keys and values are expected here",
                    "it is a single value or a list",
                    "write lines as `" + known.get(0) + ": …`");
        }
        return fields;
    }

    private void add(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            findings.add(
                    entry.getKeyNode(),
                    "unknown key `" + key + "`",
                    "nothing reads it, so what it says would silently not happen",
                    NearestWord.to(key, known)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("known keys here: " + String.join(", ", known)));
        } else if (values.put(key, entry.getValueNode()) != null) {
            findings.add(
                    entry.getKeyNode(),
                    "`" + key + "` is said twice",
                    "only one of the values could hold",
                    "remove one of the two");
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Note that something of the whole mapping is wrong. */
    void refuse(String what, String why, String remedy) {
        findings.add(mapping, what, why, remedy);
    }

    /** {@return the text behind a key that must be there; empty where it is not, which is noted} */
    String required(String key) {
        if (!has(key)) {
            findings.add(
                    mapping,
                    "`" + key + "` is missing",
                    "without it nobody knows what to do",
                    "add a line `" + key + ": …`");
        }
        return text(key).orElse("");
    }

    Optional<String> text(String key) {
        return value(key, Function.identity());
    }

    Optional<Integer> positive(String key) {
        return value(key, text -> {
            int number = Integer.parseInt(text);
            if (number < 1) {
                throw new IllegalArgumentException("it must be positive");
            }
            return number;
        });
    }

    /** {@return what {@code parser} makes of the text behind a key; nothing if the key is absent or the text wrong} */
    <T> Optional<T> value(String key, Function<String, T> parser) {
        Node node = values.get(key);
        return node == null ? Optional.empty() : parsed(key, node, parser);
    }

    private <T> Optional<T> parsed(String key, Node node, Function<String, T> parser) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            findings.add(
                    node,
                    "`" + key + "` needs a single value",
                    "it is empty, or a list, or has keys of its own",
                    "write the value behind `" + key + ":`");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(scalar.getValue()));
        } catch (NumberFormatException e) {
            findings.add(node, "`" + scalar.getValue() + "` is no number", "`" + key + "` is one", "write a number");
        } catch (IllegalArgumentException e) {
            findings.add(
                    node,
                    "`" + key + "` cannot be `" + scalar.getValue() + "`",
                    String.valueOf(e.getMessage()),
                    "correct the value");
        }
        return Optional.empty();
    }

    /** {@return which of the words stands behind a key} */
    <E extends Enum<E>> Optional<E> word(String key, Map<String, E> words) {
        return value(key, text -> {
            E meant = words.get(text);
            if (meant == null) {
                throw new IllegalArgumentException(NearestWord.to(text, words.keySet())
                        .map(near -> "perhaps `" + near + "` is meant")
                        .orElse("it is one of " + String.join(", ", words.keySet())));
            }
            return meant;
        });
    }

    /** {@return the items of a list, or the one value, behind a key} */
    <T> List<T> list(String key, Function<String, T> parser) {
        List<T> items = new ArrayList<>();
        Node node = values.get(key);
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> parsed(key, item, parser).ifPresent(items::add));
        } else if (node != null) {
            parsed(key, node, parser).ifPresent(items::add);
        }
        return items;
    }

    /** {@return the mapping behind a key} */
    Optional<Fields> fields(String key, List<String> keys) {
        return Optional.ofNullable(values.get(key)).map(node -> of(node, keys, findings));
    }
}
