package dev.whimbrel.cli.command;

import java.util.concurrent.CountDownLatch;

/** The process being asked to end: SIGTERM, as by a container's engine, or Ctrl-C. */
final class Stop {

    private Stop() {}

    /**
     * Wait until the process is asked to end, or the thread is interrupted.
     *
     * @param close done before the process ends. It then ends with exit code 0 and not, as Java would have it, with 143
     *     or 130, which to systemd and Kubernetes is a failure: it did what it was asked for.
     */
    static void await(Runnable close) {
        ShutdownHook hook = ShutdownHook.of(() -> {
            close.run();
            Runtime.getRuntime().halt(ExitCode.OK);
        });
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Whoever runs the program inside a process of theirs wants it back; the interrupt has done its work.
            hook.remove();
        }
    }
}
