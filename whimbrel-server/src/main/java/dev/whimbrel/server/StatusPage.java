package dev.whimbrel.server;

import dev.whimbrel.database.Health;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import dev.whimbrel.report.StatusReport;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Writes what was seen as a page for people: one file, no script, nothing from elsewhere. */
final class StatusPage {

    /** The newest are what people look for; of more than these the older ones are only counted. */
    private static final int MOST = 200;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Snapshot seen;
    private final String toolVersion;
    private final Html html = new Html();

    StatusPage(Snapshot seen, String toolVersion) {
        this.seen = seen;
        this.toolVersion = toolVersion;
    }

    String text() {
        html.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .element("title", seen.isReady() ? "ready – Whimbrel" : "not ready – Whimbrel")
                .raw("<style>")
                .raw(PageStyle.TEXT)
                .raw("</style></head><body><header>")
                .element("h1", "Whimbrel");
        badge(seen.isReady(), "ready", "not ready");
        html.raw("</header><main>");
        problems(seen.folderProblems());
        seen.plan().map(Plan::problems).ifPresent(this::problems);
        seen.sights().forEach(this::database);
        html.raw("</main><footer><p>")
                .text("whimbrel " + toolVersion + " · times in UTC · ")
                .raw("<a href=\"\">look again</a> · <a href=\"api/v1/health\">health</a> · ")
                .raw(
                        "<a href=\"api/v1/status\">status</a> · <a href=\"metrics\">metrics</a></p></footer></body></html>\n");
        return html.toString();
    }

    private void badge(boolean isGood, String good, String bad) {
        html.raw(isGood ? "<span class=\"badge good\">" : "<span class=\"badge bad\">")
                .text(isGood ? good : bad)
                .raw("</span>");
    }

    /** Code and title only, whatever else is known of them. */
    private void problems(Problems problems) {
        if (problems.isEmpty()) {
            return;
        }
        html.raw("<ul class=\"problems\">");
        problems.forEach(problem -> html.raw("<li>")
                .element("code", problem.code().code())
                .text(" " + problem.code().title())
                .raw("</li>"));
        html.raw("</ul>");
    }

    private void database(Sight sight) {
        Health health = sight.health();
        html.raw("<section><h2>")
                .text(health.database())
                .raw(" <small>")
                .text(health.kind())
                .raw("</small>");
        badge(health.isUp(), "up", "down");
        html.raw("</h2>");
        problems(health.problems());
        sight.history()
                .flatMap(history -> seen.plan())
                .ifPresent(plan -> migrations(plan.statusesOf(health.database()).toList()));
        if (!health.details().isEmpty()) {
            html.raw("<details><summary>details</summary><dl>");
            health.details().forEach((name, value) -> html.element("dt", name).element("dd", value));
            html.raw("</dl></details>");
        }
        html.raw("</section>\n");
    }

    private void migrations(List<MigrationStatus> statuses) {
        Optional<Version> current = StatusReport.current(statuses);
        html.element("p", current.map(version -> "at version " + version).orElse("nothing applied"));
        int left = Math.max(0, statuses.size() - MOST);
        if (left > 0) {
            html.element("p", left + " older migrations are not shown");
        }
        html.raw("<div class=\"wide\"><table><thead><tr><th>version<th>description<th>state<th>applied<th>took")
                .raw("</thead><tbody>");
        statuses.subList(left, statuses.size()).forEach(this::migration);
        html.raw("</tbody></table></div>");
    }

    private void migration(MigrationStatus status) {
        Optional<HistoryEntry> entry = status.applied().map(applied -> applied.entry());
        html.raw("<tr>")
                .element("td", status.id().label())
                .element("td", status.description())
                .raw("<td class=\"" + tone(status.state()) + "\">")
                .text(status.state().label())
                .raw("</td>")
                .element("td", entry.map(done -> MINUTE.format(done.at())).orElse(""))
                .element(
                        "td",
                        entry.map(done -> done.duration().toMillis() + " ms").orElse(""))
                .raw("</tr>");
    }

    private static String tone(State state) {
        return switch (state) {
            case APPLIED -> "good";
            case PENDING, RUNNING -> "note";
            case ABOVE_TARGET, BELOW_BASELINE -> "faint";
            case FAILED, CHANGED, MISSING, OUT_OF_ORDER -> "bad";
        };
    }
}
