package dev.whimbrel.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README's tour is run, and prints what the README says. */
class TourIT {

    @TempDir
    @Nullable
    Path home;

    private static boolean isAboutPostgres(ReadmeBlock block) {
        return block.commands().stream().anyMatch(command -> command.line().contains("_extensions.sql"));
    }

    @Test
    void leadsFromNothingToAFailureAndBack() throws IOException, InterruptedException {
        List<ReadmeBlock> blocks = ReadmeBlock.of(Path.of("../README.md")).stream()
                .filter(block -> !isAboutPostgres(block))
                .toList();
        assertThat(blocks).hasSize(5);
        Session session = new Session(requireNonNull(home));
        for (ReadmeBlock block : blocks) {
            session.follow(block);
        }
    }

    @Test
    @RequiresPostgres
    void isTheSameWithPostgres() throws IOException, InterruptedException {
        Files.createDirectory(requireNonNull(home).resolve("migrations"));
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Session session = new Session(requireNonNull(home))
                    .variable("DATABASE_URL", database.url())
                    .variable("PGUSER", database.user())
                    .variable("PGPASSWORD", database.password());
            for (ReadmeBlock block : ReadmeBlock.of(Path.of("../README.md"))) {
                if (isAboutPostgres(block)) {
                    session.follow(block);
                }
            }
        }
    }
}
