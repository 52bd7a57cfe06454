package org.stillcall.server;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The JDK's own logging's way to {@link LibraryLogs}. The JDK makes one of these when something first logs, as
 * {@link #install} told it to; until then it costs nothing.
 */
public final class JdkLogging {
    /** Called by the JDK. */
    public JdkLogging() {
        LogManager.getLogManager().reset();
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            root.setLevel(Level.WARNING);
            root.addHandler(new Narrow());
        }
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", JdkLogging.class.getName());
    }

    private static final class Narrow extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                String level = record.getLevel().intValue() >= Level.SEVERE.intValue() ? "ERROR" : "WARN";
                LibraryLogs.standard().write(level, record.getLoggerName(), record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
