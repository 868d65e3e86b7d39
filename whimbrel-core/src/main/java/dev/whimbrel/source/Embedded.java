package dev.whimbrel.source;

import dev.whimbrel.migration.JavaMigration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an application brings along with its classes. Immutable.
 *
 * @param folders on the class path
 * @param migrations written in Java
 */
public record Embedded(List<ClassPathFolder> folders, List<JavaMigration> migrations) {

    public static final Embedded NONE = new Embedded(List.of(), List.of());

    public Embedded {
        folders = List.copyOf(folders);
        migrations = List.copyOf(migrations);
    }

    public Embedded withFolders(List<ClassPathFolder> others) {
        return new Embedded(others, migrations);
    }

    /** {@return this and more migrations} */
    public Embedded and(JavaMigration... more) {
        return new Embedded(
                folders, Stream.concat(migrations.stream(), Stream.of(more)).toList());
    }
}
