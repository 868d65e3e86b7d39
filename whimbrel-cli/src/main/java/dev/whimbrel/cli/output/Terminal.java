package dev.whimbrel.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the program writes: data to one stream, talk to the other.
 *
 * @param out data: tables, reports, JSON
 * @param err talk: progress, warnings, errors
 * @param ansi whether colours are used; only where a person looks on
 */
public record Terminal(PrintWriter out, PrintWriter err, Ansi ansi) {

    /** A way of emphasis. */
    public enum Style {
        GOOD("green"),
        BAD("bold,red"),
        NOTE("yellow"),
        STRONG("bold"),
        FAINT("faint");

        private final String markup;

        Style(String markup) {
            this.markup = markup;
        }
    }

    /** {@return the text in that style, if this terminal shows styles} */
    public String styled(Style style, String text) {
        return ansi.enabled() && !text.isBlank()
                ? Ansi.Style.on(Ansi.Style.parse(style.markup)) + text + Ansi.Style.reset.on()
                : text;
    }

    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Say something to the person that is no part of the result. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    /** Show how far something is, on a line that the next one replaces; only where a person looks on. */
    public void progress(String line) {
        if (ansi.enabled()) {
            err.print("\r\u001B[K" + line);
            err.flush();
        }
    }
}
