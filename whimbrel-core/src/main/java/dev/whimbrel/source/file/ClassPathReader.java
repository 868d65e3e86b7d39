package dev.whimbrel.source.file;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Lists the files of a folder on the class path: in folders on disk, in jars, and in jars within jars where the class
 * loader opens them as jars, as Spring Boot's does. Where it can be listed in none of these ways, as in a native image or
 * in a jar without entries for its folders, a file {@value #INDEX} in the folder tells what else is in it.
 */
public final class ClassPathReader {

    /** Names the other files of its folder and below, one on a line. */
    public static final String INDEX = "whimbrel.index";

    private final String folder;
    private final ClassLoader loader;
    private final Map<String, SourceFile> files = new TreeMap<>();

    private ClassPathReader(String folder, ClassLoader loader) {
        this.folder = folder;
        this.loader = loader;
    }

    /**
     * {@return the files below that folder, hidden ones left out, ordered by path}
     *
     * @param folder with slashes, none at its ends
     * @throws TimelineException if there is no such folder, its files cannot be listed, or two places have the same file
     */
    public static List<SourceFile> read(String folder, ClassLoader loader) {
        try {
            return new ClassPathReader(folder, loader).list();
        } catch (IOException | URISyntaxException e) {
            throw unreadable(folder, String.valueOf(e.getMessage()));
        }
    }

    private List<SourceFile> list() throws IOException, URISyntaxException {
        List<URL> places = Collections.list(loader.getResources(folder));
        for (URL place : places) {
            if (place.getProtocol().equals("file")) {
                FolderReader.read(Path.of(place.toURI())).forEach(this::add);
            } else if (place.openConnection() instanceof JarURLConnection jar) {
                addAll(jar.getJarFile());
            }
        }
        if (files.isEmpty() && !addIndexed() && places.isEmpty()) {
            throw unreadable(folder, "no part of the class path has such a folder, or a file " + folder + "/" + INDEX);
        }
        files.remove(INDEX);
        return files.values().stream()
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
    }

    /** The jar is the class loader's, which keeps it open. */
    private void addAll(JarFile jar) {
        String prefix = folder + "/";
        jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                .map(entry ->
                        new SourceFile(entry.getName().substring(prefix.length()), () -> jar.getInputStream(entry)))
                .filter(file -> !isHidden(file.path()))
                .forEach(this::add);
    }

    private static boolean isHidden(String path) {
        return Arrays.stream(path.split("/", -1)).anyMatch(part -> part.startsWith("."));
    }

    /** {@return whether there is an index} */
    private boolean addIndexed() throws IOException {
        URL index = loader.getResource(folder + "/" + INDEX);
        if (index == null) {
            return false;
        }
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8));
                Stream<String> names = lines.lines()) {
            names.map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> add(new SourceFile(name, () -> open(name))));
        }
        return true;
    }

    private InputStream open(String name) throws IOException {
        InputStream content = loader.getResourceAsStream(folder + "/" + name);
        if (content == null) {
            throw new FileNotFoundException(INDEX + " names it, and it is not on the class path");
        }
        return content;
    }

    private void add(SourceFile file) {
        if (files.put(file.path(), file) != null && !file.path().equals(INDEX)) {
            throw new TimelineException(new Problem(
                    ErrorCode.DUPLICATE_VERSION,
                    folder + "/" + file.path() + " is on the class path twice",
                    "two of its parts bring a file of that name, and only one of them would be read",
                    "take one of the two off the class path, or give each part a folder of its own"));
        }
    }

    private static TimelineException unreadable(String folder, String why) {
        return new TimelineException(new Problem(
                ErrorCode.FOLDER_MISSING,
                "the migrations folder classpath:" + folder + " cannot be read",
                why,
                "put the migrations into src/main/resources/" + folder + ", or name the right folder"));
    }
}
