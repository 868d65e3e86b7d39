package dev.whimbrel.cli.command;

/** What is done when the process is asked to end, by Ctrl-C or SIGTERM, until this is removed. */
final class ShutdownHook {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    static ShutdownHook of(Runnable work) {
        Thread thread = new Thread(work, "whimbrel-stop");
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The process is ending, and the work is being done.
            return;
        }
    }
}
