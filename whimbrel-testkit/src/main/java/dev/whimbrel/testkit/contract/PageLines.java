package dev.whimbrel.testkit.contract;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.migration.Migration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes a line after each page of long work, by which another process can tell how far it is. */
public final class PageLines implements BackfillListener {

    private final PrintStream out;

    public PageLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progressed(Migration migration, Progress progress) {
        out.println("page");
    }

    /** Wait until that process has written so many lines, or has ended. */
    public static void await(int pages, Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (int page = 0; page < pages && lines.readLine() != null; page++) {
            // reading is the waiting
        }
    }
}
