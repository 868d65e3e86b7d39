package dev.whimbrel.cli.command;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes files that must not exist yet. */
final class NewFiles {

    private NewFiles() {}

    /** Make a folder, unless it is there. */
    static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw refused(
                    "the folder " + folder + " cannot be made", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    static void write(Path file, String content) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(folder);
        }
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw refused(file + " exists already", "it is not overwritten");
        } catch (IOException e) {
            throw refused(file + " cannot be written", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    static void replace(Path file, String content) {
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw refused(file + " cannot be written", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static SettingsException refused(String what, String why) {
        return new SettingsException(new Problem(
                ErrorCode.NOTHING_TO_OVERWRITE, what, why, "choose another name, or move the file away first"));
    }
}
