package dev.whimbrel.testkit.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the machine's apt sources, in either of the forms that {@code sources.list(5)} describes.
 *
 * @param signedBy what the entry says of its keys: files, or the keys themselves; empty if it says nothing
 */
record AptSource(List<String> uris, List<String> suites, List<String> components, String signedBy) {

    private static final Set<String> CODE_NAMES = Set.of("bullseye", "bookworm", "trixie", "forky", "duke", "sid");
    private static final Set<String> ALIASES = Set.of("oldoldstable", "oldstable", "stable", "testing", "unstable");

    private static final Pattern ONE_LINE =
            Pattern.compile("deb\\s+(?:\\[(?<options>[^]]*)]\\s*)?(?<uri>\\S+)\\s+(?<suite>\\S+)(?<components>.*)");

    AptSource {
        uris = List.copyOf(uris);
        suites = List.copyOf(suites);
        components = List.copyOf(components);
    }

    /** {@return the entries for binary packages of a {@code .list} file} */
    static List<AptSource> parseOneLine(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .map(ONE_LINE::matcher)
                .filter(matcher -> matcher.matches())
                .map(line -> new AptSource(
                        List.of(line.group("uri")),
                        List.of(line.group("suite")),
                        words(line.group("components")),
                        option(line.group("options"))))
                .toList();
    }

    /** {@return the enabled entries for binary packages of a {@code .sources} file, which is in the deb822 format} */
    static List<AptSource> parseDeb822(String text) {
        var withoutComments = text.replaceAll("(?m)^#.*\\R?", "");
        return Arrays.stream(withoutComments.split("\\R(?:[ \\t]*\\R)+"))
                .map(AptSource::fields)
                .filter(fields -> words(fields.get("types")).contains("deb"))
                .filter(fields -> !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no"))
                .map(fields -> new AptSource(
                        words(fields.get("uris")),
                        words(fields.get("suites")),
                        words(fields.get("components")),
                        fields.getOrDefault("signed-by", "")))
                .toList();
    }

    /**
     * {@return the URI of the mirror that has Debian's main archive, if the machine knows one}
     *
     * <p>Others name their suites like Debian's aliases, {@code stable main} above all, hence the code names first.
     * Should it be the wrong one nonetheless, then Debian's signature is not on it.
     */
    static Optional<String> mirror(List<AptSource> sources) {
        return Stream.of(CODE_NAMES, ALIASES)
                .flatMap(names -> sources.stream().filter(source -> source.isMainArchive(names)))
                .flatMap(source -> source.uris.stream())
                .filter(uri -> !uri.contains("-security") && !uri.startsWith("cdrom:"))
                .findFirst();
    }

    private boolean isMainArchive(Set<String> names) {
        return suites.stream().anyMatch(names::contains)
                && components.contains("main")
                && (!signedBy.startsWith("/") || signedBy.contains("debian-archive"));
    }

    private static Map<String, String> fields(String stanza) {
        var unfolded = stanza.replaceAll("\\R[ \\t]+", " ");
        var fields = new HashMap<String, String>();
        unfolded.lines().forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static String option(@Nullable String options) {
        return words(options).stream()
                .filter(option -> option.startsWith("signed-by="))
                .map(option -> option.substring("signed-by=".length()))
                .findFirst()
                .orElse("");
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
