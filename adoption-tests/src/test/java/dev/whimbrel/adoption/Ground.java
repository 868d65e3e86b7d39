package dev.whimbrel.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.adopt.Adoption.Finding;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A folder and the database that another tool has migrated by it. */
final class Ground {

    private final Path folder;
    private final DatabaseSettings database;

    private Ground(Path folder, DatabaseSettings database) {
        this.folder = folder;
        this.database = database;
    }

    static Ground on(Path folder, TestDatabase database) {
        DatabaseSettings settings = DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
        return new Ground(folder, settings);
    }

    static Ground on(Path folder, Path file) {
        return new Ground(folder, DatabaseSettings.of("main", "sqlite:" + file));
    }

    Path folder() {
        return folder;
    }

    Ground file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Ground file(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ground delete(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T whimbrel(Function<Whimbrel, T> use) {
        Settings settings = Settings.defaults().withMigrations(folder).withDatabases(database);
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            return use.apply(whimbrel);
        }
    }

    Adoption look() {
        return look(AdoptOptions.defaults());
    }

    Adoption look(AdoptOptions options) {
        return only(whimbrel(whimbrel -> whimbrel.adoptions(options)));
    }

    Adoption adopt() {
        return adopt(AdoptOptions.defaults());
    }

    Adoption adopt(AdoptOptions options) {
        return only(whimbrel(whimbrel -> whimbrel.adopt(options, RunListener.NONE)));
    }

    private static Adoption only(List<Adoption> adoptions) {
        assertThat(adoptions).hasSize(1);
        return adoptions.get(0);
    }

    /** {@return label, match and verdict of each finding} */
    static List<String> told(Adoption adoption) {
        return adoption.findings().stream().map(Ground::told).toList();
    }

    private static String told(Finding finding) {
        return finding.label() + " " + finding.match().label() + " "
                + finding.verdict().label();
    }

    /** {@return the versions and names that a run applies} */
    List<String> migrate() {
        return whimbrel(whimbrel -> whimbrel.migrate(UpOptions.defaults(), RunListener.NONE).done().stream()
                .map(done -> done.step().migration().id().label())
                .toList());
    }

    /** {@return each migration and its state} */
    List<String> status() {
        return whimbrel(whimbrel -> whimbrel.plan(UpOptions.defaults()).statuses().stream()
                .map(status -> status.id().label() + " " + status.state().label())
                .toList());
    }

    static AdoptOptions accepting(Set<String> changed, Set<String> missing) {
        return new AdoptOptions(Optional.empty(), Set.of(), Set.of(), changed, missing);
    }

    static AdoptOptions settling(Set<String> applied, Set<String> pending) {
        return new AdoptOptions(Optional.empty(), applied, pending, Set.of(), Set.of());
    }
}
