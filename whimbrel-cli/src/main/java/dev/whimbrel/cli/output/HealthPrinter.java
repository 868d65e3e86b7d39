package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.database.Health;
import java.util.List;

/** Prints how the databases are. */
public final class HealthPrinter {

    private final Terminal terminal;

    public HealthPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(List<Health> healths) {
        for (Health health : healths) {
            String state = health.isUp() ? terminal.styled(Style.GOOD, "up") : terminal.styled(Style.BAD, "down");
            terminal.print(terminal.styled(Style.STRONG, health.database()) + "  " + health.kind() + ", " + state);
            Table table = new Table(Table.RIGID);
            health.details().forEach((name, value) -> table.add(Cell.of(name, Style.FAINT), Cell.of(value)));
            table.print(terminal);
        }
    }
}
