package dev.whimbrel.cli.settings;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code whimbrel.yaml} into a flat list of settings, each with its line. */
final class YamlSettings {

    private final Path file;
    private final List<Setting> settings = new ArrayList<>();

    private YamlSettings(Path file) {
        this.file = file;
    }

    /**
     * {@return the settings in that file, in order}
     *
     * @throws SettingsException if it cannot be read, is no YAML, or has an unknown key
     */
    static List<Setting> read(Path file) {
        YamlSettings yaml = new YamlSettings(file);
        try (InputStream text = Files.newInputStream(file)) {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setLabel(file.toString())
                            .setUseMarks(true)
                            .build())
                    .composeInputStream(text);
            root.ifPresent(node -> yaml.flatten("", node));
        } catch (IOException e) {
            throw unreadable(file + " cannot be read", reason(e));
        } catch (YamlEngineException e) {
            throw unreadable(
                    file + " is not valid YAML", String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        yaml.settings.forEach(SettingKeys::requireKnown);
        return yaml.settings;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private static SettingsException unreadable(String what, String why) {
        return new SettingsException(new Problem(
                ErrorCode.SETTINGS_UNREADABLE, what, why, "mend the file, or name another one: --config FILE"));
    }

    private void flatten(String path, Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                flatten(child(path, entry.getKeyNode()), entry.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence && path.equals(SettingKeys.MIGRATIONS)) {
            sequence.getValue().forEach(item -> flatten(path, item));
        } else if (node instanceof ScalarNode scalar && !path.isEmpty()) {
            settings.add(new Setting(path, scalar.getValue(), origin(node)));
        } else {
            throw unreadable(
                    origin(node) + ": " + (path.isEmpty() ? "the file is no mapping of keys to values" : path),
                    "a single value is expected here");
        }
    }

    private String child(String path, Node key) {
        if (!(key instanceof ScalarNode scalar)) {
            throw unreadable(origin(key) + ": a key must be a word", "it is a list or a mapping");
        }
        String name = scalar.getValue();
        return path.isEmpty() ? name : path + "." + name;
    }

    private String origin(Node node) {
        return file + node.getStartMark().map(YamlSettings::line).orElse("");
    }

    private static String line(Mark mark) {
        return ":" + (mark.getLine() + 1);
    }
}
