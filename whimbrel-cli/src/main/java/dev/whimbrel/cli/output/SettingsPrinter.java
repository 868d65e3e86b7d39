package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.cli.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints settings and where each came from. */
public final class SettingsPrinter {

    private final Terminal terminal;

    public SettingsPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(List<Setting> settings) {
        Table table = new Table(Table.RIGID);
        table.add(Cell.of("setting", Style.FAINT), Cell.of("value", Style.FAINT), Cell.of("from", Style.FAINT));
        settings.forEach(setting ->
                table.add(Cell.of(setting.key()), Cell.of(setting.value()), Cell.of(setting.origin(), Style.FAINT)));
        table.print(terminal);
    }

    /** {@return the same for programs} */
    public static Map<String, @Nullable Object> json(List<Setting> settings) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("settings", settings.stream().map(SettingsPrinter::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Setting setting) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key", setting.key());
        json.put("value", setting.value());
        json.put("from", setting.origin());
        return json;
    }
}
