package org.stillcall.server;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the libraries log, reduced to a level, the logger's name and an exception's class: their words may hold anything.
 * Threads may share it.
 */
final class LibraryLogs {
    private static final int LINES_PER_SECOND = 20;
    private static final LibraryLogs STANDARD = new LibraryLogs(System.err);

    private final PrintStream out;
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger lines = new AtomicInteger();

    LibraryLogs(PrintStream out) {
        this.out = out;
    }

    /** The one that writes to standard error: both logging systems find their way here by themselves. */
    static LibraryLogs standard() {
        return STANDARD;
    }

    /** Writes a line, unless there were too many this second. */
    void write(String level, @Nullable String logger, @Nullable Throwable failure) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (second.getAndSet(now.getEpochSecond()) != now.getEpochSecond()) {
            lines.set(0);
        }
        if (lines.incrementAndGet() > LINES_PER_SECOND) {
            return;
        }
        String kind = failure == null ? "" : " KIND=" + failure.getClass().getName();
        out.println(now + " " + level + " A library logged something. LIBRARY=" + name(logger) + kind);
    }

    /** The name, if it is a class's; some libraries make names out of what they work on. */
    private static String name(@Nullable String logger) {
        if (logger == null || logger.length() > 120) {
            return "unnamed";
        }
        int digits = 0;
        for (int i = 0; i < logger.length(); i++) {
            char c = logger.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            if (digits > 6 || c >= 128 || !(Character.isJavaIdentifierPart(c) || c == '.')) {
                return "unnamed";
            }
        }
        return logger;
    }
}
