package dev.whimbrel.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Applies the pending migrations. */
@Mojo(name = "migrate", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class MigrateMojo extends WhimbrelMojo {

    /** The last version to apply; all if not set. */
    @Parameter(property = "whimbrel.target")
    private @Nullable String target;

    /** Print the plan and its statements; change nothing. */
    @Parameter(property = "whimbrel.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("migrate"));
        add(command, "--target", target);
        if (dryRun) {
            command.add("--dry-run");
        }
        return command;
    }
}
