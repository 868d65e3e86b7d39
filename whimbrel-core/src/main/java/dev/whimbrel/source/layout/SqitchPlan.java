package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.file.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The plan of Sqitch: changes in order, with what they require, and tags in between.
 *
 * @param project the name that dependencies on this plan may carry in front
 */
record SqitchPlan(String project, List<Change> changes) {

    static final String PATH = "sqitch.plan";

    private static final Pattern PRAGMA = Pattern.compile("\\s*%\\s*([\\w-]+)\\s*(?:=\\s*(.*?))?\\s*");
    private static final Pattern LINE = Pattern.compile("\\s*([@+-]?)\\s*([^\\s:@#\\[\\]]+)\\s*(?:\\[([^\\]]+)\\])?\\s*"
            + "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z\\s+[^<]+<[^>]+>");
    private static final String NAME_IN_PATH = "..";

    /**
     * A change.
     *
     * @param line where it stands in the plan
     * @param dependencies as written, conflicts with a {@code !} in front
     * @param tags those that follow it directly
     */
    record Change(int line, String name, List<String> dependencies, List<String> tags) {}

    /**
     * {@return the plan in that file}
     *
     * @throws TimelineException if it is none
     */
    static SqitchPlan read(SourceFile file) {
        String project = "";
        List<Change> changes = new ArrayList<>();
        int number = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            String text = (line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#'))).strip();
            Matcher pragma = PRAGMA.matcher(text);
            if (pragma.matches()) {
                project = pragma.group(1).equals("project")
                        ? Optional.ofNullable(pragma.group(2)).orElse("")
                        : project;
            } else if (!text.isEmpty()) {
                add(changes, text, number);
            }
        }
        return new SqitchPlan(project, List.copyOf(changes));
    }

    private static void add(List<Change> changes, String text, int number) {
        Matcher line = LINE.matcher(text);
        if (!line.matches() || Arrays.asList(line.group(2).split("/")).contains(NAME_IN_PATH)) {
            throw malformed(
                    number,
                    "a change or tag has a name, a time and a planner: name 2026-01-14T09:30:00Z Ada <ada@example.org>");
        }
        String name = line.group(2);
        if (line.group(1).equals("@")) {
            if (changes.isEmpty()) {
                throw malformed(number, "a tag follows a change");
            }
            Change last = changes.remove(changes.size() - 1);
            List<String> tags =
                    Stream.concat(last.tags().stream(), Stream.of(name)).toList();
            changes.add(new Change(last.line(), last.name(), last.dependencies(), tags));
        } else if (line.group(1).equals("-")) {
            throw malformed(number, "a planned revert of " + name + " is not supported");
        } else {
            List<String> dependencies = Optional.ofNullable(line.group(3)).stream()
                    .flatMap(all -> Arrays.stream(all.strip().split("\\s+")))
                    .toList();
            changes.add(new Change(number, name, dependencies, List.of()));
        }
    }

    private static TimelineException malformed(int line, String why) {
        return Contradiction.of(PATH + ":" + line + " cannot be read", why, "mend the line, or let Sqitch write it");
    }

    /**
     * {@return the tags between a change and its next version; nothing if it was not reworked}
     *
     * @throws TimelineException if it is repeated with no tag in between
     */
    List<String> reworkTags(int position) {
        Change change = changes.get(position);
        List<String> tags = new ArrayList<>();
        for (int i = position; i < changes.size(); i++) {
            if (i > position && changes.get(i).name().equals(change.name())) {
                if (tags.isEmpty()) {
                    throw malformed(
                            changes.get(i).line(),
                            change.name() + " stands on line " + change.line()
                                    + " already, and no tag lies in between");
                }
                return tags;
            }
            tags.addAll(changes.get(i).tags());
        }
        return List.of();
    }

    /**
     * Check what a change requires against what stands before it.
     *
     * @throws TimelineException if a requirement is not met, or a conflict is there
     */
    void checkDependencies(int position) {
        Change change = changes.get(position);
        change.dependencies().forEach(dependency -> check(change, dependency, changes.subList(0, position)));
    }

    private void check(Change change, String dependency, List<Change> before) {
        boolean isConflict = dependency.startsWith("!");
        String wanted = isConflict ? dependency.substring(1) : dependency;
        int colon = wanted.indexOf(':');
        if (colon >= 0 && !wanted.substring(0, colon).equals(project)) {
            throw Contradiction.unsupported(
                    PATH + ":" + change.line() + ": " + change.name() + " depends on another project: " + wanted,
                    "Whimbrel reads one plan, and cannot know whether that change is there",
                    "bring the two plans together, or remove the dependency");
        }
        boolean isThere = isThere(wanted.substring(colon + 1), before);
        if (isThere == isConflict) {
            throw Contradiction.of(
                    PATH + ":" + change.line() + ": " + change.name() + (isConflict ? " conflicts with " : " requires ")
                            + wanted,
                    isConflict ? "that change stands before it" : "no such change stands before it",
                    "bring the changes into another order, or mend the dependency");
        }
    }

    private static boolean isThere(String wanted, List<Change> before) {
        int at = wanted.indexOf('@');
        String name = at < 0 ? wanted : wanted.substring(0, at);
        String tag = at < 0 ? "" : wanted.substring(at + 1);
        return (name.isEmpty()
                        || before.stream().anyMatch(change -> change.name().equals(name)))
                && (tag.isEmpty()
                        || before.stream().anyMatch(change -> change.tags().contains(tag)));
    }
}
