package dev.whimbrel.cli;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.database.Secret;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Asks the person at the terminal. */
record ConsolePrompt(Console console) implements Program.Prompt {

    @Override
    public Optional<Secret> secret(String question) {
        char[] typed = console.readPassword("%s: ", question);
        if (typed == null) {
            return Optional.empty();
        }
        Secret secret = Secret.of(new String(typed));
        Arrays.fill(typed, ' ');
        return Optional.of(secret);
    }

    @Override
    public boolean confirms(String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
