package dev.whimbrel.cli.command;

import dev.whimbrel.cli.manual.FishCompletion;
import dev.whimbrel.cli.manual.ZshCompletion;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that there is a completion script for. */
enum Shell {
    BASH("bash-completion/completions/whimbrel"),
    ZSH("zsh/site-functions/_whimbrel"),
    FISH("fish/vendor_completions.d/whimbrel.fish");

    private final String file;

    Shell(String file) {
        this.file = file;
    }

    /** {@return where the shell looks for the script, below a folder {@code share}} */
    String file() {
        return file;
    }

    /** {@return the script} */
    String script(CommandSpec root) {
        return switch (this) {
            case BASH -> AutoComplete.bash(root.name(), root.commandLine());
            case ZSH -> ZshCompletion.of(root);
            case FISH -> FishCompletion.of(root);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
