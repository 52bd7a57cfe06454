package org.stillcall.server;

import java.io.File;
import java.io.IOException;

/** Whether the terminal shows what is typed: a number must not stay in its window. */
final class Echo implements AutoCloseable {
    private final Thread restore = new Thread(() -> stty("echo"), "echo");

    private Echo() {
        Runtime.getRuntime().addShutdownHook(restore); // Ctrl-C while the number is typed
        stty("-echo");
    }

    /** Switches it off until closed; a terminal that does not know how shows what is typed. */
    static Echo off() {
        return new Echo();
    }

    @Override
    public void close() {
        stty("echo");
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) { // the process ends already, and restores it once more
            return;
        }
    }

    private static void stty(String setting) {
        try {
            int status = new ProcessBuilder("stty", setting)
                    .redirectInput(new File("/dev/tty"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                System.err.println("This terminal shows what is typed: clear it afterwards.");
            }
        } catch (IOException e) {
            System.err.println("This terminal shows what is typed: clear it afterwards.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
