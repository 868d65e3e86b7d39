package dev.whimbrel.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM like this one, so that it can be killed. */
public final class Jvm {

    private Jvm() {}

    /**
     * {@return what starts that class with our class path and environment; what it writes comes out where ours does}
     *
     * @param arguments as text
     */
    public static ProcessBuilder running(Class<?> main, Object... arguments) {
        return running(List.of(), main, arguments);
    }

    /** {@return the same with further options of the JVM} */
    public static ProcessBuilder running(List<String> options, Class<?> main, Object... arguments) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return java(words, arguments);
    }

    /** {@return the same for a program that is a jar} */
    public static ProcessBuilder running(Path jar, Object... arguments) {
        return java(List.of("-jar", jar.toString()), arguments);
    }

    private static ProcessBuilder java(List<String> program, Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What lives for seconds is not worth more; others are at work beside it.
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(program);
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
