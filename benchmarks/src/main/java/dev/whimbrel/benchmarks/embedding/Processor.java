package dev.whimbrel.benchmarks.embedding;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processors' time that this process has had: unlike the clock's, it tells of the work whatever else runs. */
final class Processor {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Processor() {}

    static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
