package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.SourceFile;
import dev.whimbrel.source.layout.SqitchPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code deploy/name.sql} and {@code revert/name.sql} in the order of {@code sqitch.plan}; the place is the version. */
final class SqitchLayout implements MarkedLayout {

    private static final String SETTINGS = "sqitch.conf";
    private static final Pattern ENGINE = Pattern.compile("(?m)^\\s*engine\\s*=\\s*\"?(\\w+)\"?\\s*$");
    private static final Map<String, String> DIALECTS = Map.of("pg", "postgresql");
    private static final Pattern SCRIPT = Pattern.compile("(deploy|revert|verify)/.+\\.sql");

    @Override
    public String name() {
        return "sqitch";
    }

    @Override
    public Optional<String> mark(Folder folder) {
        return folder.file(SqitchPlan.PATH).map(SourceFile::path);
    }

    @Override
    public boolean fits(Candidate file) {
        return SCRIPT.matcher(file.path()).matches();
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Optional<SqitchPlan> plan = folder.file(SqitchPlan.PATH).map(SqitchPlan::read);
        return plan.map(found -> parts(found, folder)).orElse(List.of());
    }

    private static List<ScriptPart> parts(SqitchPlan plan, Folder folder) {
        Inspection inspection = new Inspection();
        Audience audience = folder.file(SETTINGS).map(SqitchLayout::audience).orElse(Audience.ANY);
        List<ScriptPart> parts = new ArrayList<>();
        for (int i = 0; i < plan.changes().size(); i++) {
            int position = i;
            inspection
                    .attempt(() -> parts(plan, position, folder))
                    .ifPresent(ofChange -> ofChange.forEach(part -> parts.add(part.with(audience))));
        }
        folder.scripts().stream()
                .filter(file -> file.path().startsWith("deploy/"))
                .filter(file -> parts.stream().noneMatch(part -> part.file().equals(file)))
                .filter(file -> inspection.isClean())
                .forEach(file -> inspection.add(Contradiction.problem(
                        file.path() + " does not stand in " + SqitchPlan.PATH,
                        "Sqitch would never run it",
                        "let Sqitch add it (`sqitch add`), or remove it")));
        inspection.end();
        return parts;
    }

    private static List<ScriptPart> parts(SqitchPlan plan, int position, Folder folder) {
        plan.checkDependencies(position);
        Change change = plan.changes().get(position);
        List<String> suffixes = plan.reworkTags(position).stream()
                .map(tag -> change.name() + "@" + tag + ".sql")
                .toList();
        List<String> names = suffixes.isEmpty() ? List.of(change.name() + ".sql") : suffixes;
        Candidate deploy = script(folder, "deploy/", names)
                .orElseThrow(() -> Contradiction.of(
                        "deploy/" + names.get(0) + " is missing",
                        SqitchPlan.PATH + ":" + change.line() + " names it",
                        "restore the file, or remove the line"));
        NumberedName name =
                new NumberedName(Version.of(String.valueOf(position + 1)), NumberedName.words(change.name()));
        return Stream.concat(
                        Stream.of(Sections.whole(deploy, name, Direction.UP)),
                        script(folder, "revert/", names).stream()
                                .map(revert -> Sections.whole(revert, name, Direction.DOWN)))
                .toList();
    }

    private static Optional<Candidate> script(Folder folder, String kind, List<String> names) {
        return names.stream()
                .flatMap(name -> folder.script(kind + name).stream())
                .findFirst();
    }

    private static Audience audience(SourceFile settings) {
        Matcher engine = ENGINE.matcher(settings.text());
        return engine.find()
                ? Audience.dialect(DIALECTS.getOrDefault(engine.group(1), engine.group(1)), SETTINGS)
                : Audience.ANY;
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.next(last);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        throw Contradiction.elsewhere(
                "sqitch",
                "each takes a line in the plan that names its planner, and its identity is made of the lines before",
                "run `sqitch add " + name + "`");
    }
}
