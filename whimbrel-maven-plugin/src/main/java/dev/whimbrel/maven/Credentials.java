package dev.whimbrel.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Where user and password come from, beside the environment. They are handed on as variables, so that they appear in no
 * list of arguments.
 *
 * @param server the id of a server in {@code settings.xml}
 * @param passwordFile holds the password and nothing else
 */
record Credentials(Optional<String> server, Optional<String> user, Optional<Path> passwordFile) {

    private static final String MAIN = "main";

    /**
     * {@return the variables of the process, with user and password of the database added}
     *
     * @param database its name; {@code main} if empty
     */
    Map<String, String> variables(
            Map<String, String> process, Optional<String> database, Settings settings, SettingsDecrypter decrypter)
            throws MojoExecutionException {
        Map<String, String> variables = new HashMap<>(process);
        String prefix = "WHIMBREL_DATABASES_"
                + database.orElse(MAIN).toUpperCase(Locale.ROOT).replace('-', '_');
        user.ifPresent(name -> variables.put(prefix + "_USER", name));
        if (passwordFile.isPresent()) {
            variables.put(prefix + "_PASSWORD", read(passwordFile.get()));
        }
        if (server.isPresent()) {
            Server found = settings.getServer(server.get());
            if (found == null) {
                throw new MojoExecutionException("settings.xml has no server with the id " + server.get());
            }
            Server plain = decrypter
                    .decrypt(new DefaultSettingsDecryptionRequest(found))
                    .getServer();
            Optional.ofNullable(plain.getUsername()).ifPresent(name -> variables.put(prefix + "_USER", name));
            Optional.ofNullable(plain.getPassword()).ifPresent(secret -> variables.put(prefix + "_PASSWORD", secret));
        }
        return variables;
    }

    private static String read(Path file) throws MojoExecutionException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new MojoExecutionException("the password cannot be read from " + file, e);
        }
    }
}
