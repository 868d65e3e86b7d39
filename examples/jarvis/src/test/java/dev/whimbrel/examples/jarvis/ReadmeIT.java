package dev.whimbrel.examples.jarvis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.examples.jarvis.Jarvis.Result;
import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README is run, and prints what the README says. */
@RequiresPostgres
final class ReadmeIT {

    @TempDir
    @Nullable
    Path home;

    static List<ReadmeBlock> withErrors() throws IOException {
        return ReadmeBlock.all().stream()
                .filter(block -> !block.code().isEmpty())
                .toList();
    }

    /** One after the other, as somebody would who reads it for the first time; the assets come in between. */
    @Test
    void leadsToWhatItSays() throws Exception {
        List<ReadmeBlock> blocks = ReadmeBlock.all().stream()
                .filter(block -> block.code().isEmpty())
                .toList();
        assertThat(blocks).hasSize(3);
        try (Jarvis jarvis = Jarvis.in(requireNonNull(home))) {
            jarvis.startContainer();
            run(jarvis, blocks.get(0), 0);
            jarvis.load(1, 3000);
            run(jarvis, blocks.get(1), 0);
            run(jarvis, blocks.get(2), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("withErrors")
    void showsErrorsAsTheyAre(ReadmeBlock block) throws Exception {
        try (Jarvis jarvis = Jarvis.in(requireNonNull(home))) {
            if (block.commands().get(0).line().startsWith("IVFFLAT_LISTS")) {
                assertThat(jarvis.run("migrate", "--target", "001").exitCode()).isZero();
                jarvis.load(1, 3000);
            }
            run(jarvis, block, block.code().compareTo("WB-04") < 0 ? 2 : 1);
        }
    }

    private static void run(Jarvis jarvis, ReadmeBlock block, int exitCode) throws IOException {
        for (ReadmeBlock.Command command : block.commands()) {
            List<String> words = command.words();
            if (words.get(0).equals("cat")) {
                Files.write(jarvis.folder().resolve(words.get(1)), command.shown());
                continue;
            }
            assertThat(words.get(0)).isEqualTo("whimbrel");
            command.variables().forEach(jarvis::variable);
            Result result = jarvis.run(words.subList(1, words.size()).toArray(String[]::new));
            String printed = result.output().replace(jarvis.folder() + "/", "");
            assertThat(result.exitCode()).as(printed).isEqualTo(exitCode);
            assertThat(command.shows(printed))
                    .as("README has:\n%s\nprinted is:\n%s", command, printed)
                    .isTrue();
        }
    }
}
