package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.database.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what was found to be as it should. */
public final class VerificationPrinter {

    private final Terminal terminal;

    public VerificationPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param allIsWell the last line, if there is no problem */
    public void print(List<Verification> verifications, String allIsWell) {
        for (Verification verification : verifications) {
            if (!verification.details().isEmpty()) {
                terminal.print(terminal.styled(Style.STRONG, verification.database()));
                Table table = new Table(Table.RIGID);
                verification.details().forEach((name, value) -> table.add(Cell.of(name, Style.FAINT), Cell.of(value)));
                table.print(terminal);
            }
        }
        if (verifications.stream()
                .allMatch(verification -> verification.problems().isEmpty())) {
            terminal.print(allIsWell);
        }
    }

    /** {@return the same for programs} */
    public static Map<String, @Nullable Object> json(List<Verification> verifications) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        verifications.forEach(verification -> json.put(verification.database(), verification.details()));
        return json;
    }
}
