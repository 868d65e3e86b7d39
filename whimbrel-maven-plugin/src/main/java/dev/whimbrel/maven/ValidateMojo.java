package dev.whimbrel.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Compares files with history: nothing edited, nothing gone, nothing late, every script readable. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ValidateMojo extends WhimbrelMojo {

    @Override
    List<String> command() {
        return List.of("validate");
    }
}
