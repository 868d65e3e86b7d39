package dev.whimbrel.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder of migrations. */
public interface Load {

    /** {@return a name for its folder} */
    String name();

    /** {@return how many migrations it is} */
    int migrations();

    /** Write the files into a folder, which is created. */
    void write(Format format, Path folder) throws IOException;

    /** {@return what applying it leaves behind} */
    List<Expectation> expectations();
}
