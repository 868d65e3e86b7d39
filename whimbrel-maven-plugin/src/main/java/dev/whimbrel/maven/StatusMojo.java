package dev.whimbrel.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows where each migration stands. */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends WhimbrelMojo {

    /** Fail if anything is pending. */
    @Parameter(property = "whimbrel.check", defaultValue = "false")
    private boolean check;

    @Override
    List<String> command() {
        return check ? List.of("status", "--check") : List.of("status");
    }
}
