package org.stillcall.base;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The log: a constant sentence plus fields from {@link Field}, whose values are numbers that count something, labels
 * and enumerations. There is no way to pass a text, a message, an address or an exception's words. Threads may share
 * it.
 */
public final class Log {
    /** How much a line matters. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** What may be logged beside the sentence. */
    public enum Field {
        TRUNK,
        PHONE,
        PROGRAMME,
        STATUS,
        CAUSE,
        OUTCOME,
        STATE,
        METHOD,
        TRANSPORT,
        COUNT,
        LIMIT,
        MILLIS,
        DAYS,
        BYTES,
        PORT,
        KIND,
        LINE
    }

    private final PrintStream out;
    private final InstantSource clock;
    private final Level least;

    /** Writes lines of {@code least} and above to {@code out}. */
    public Log(PrintStream out, InstantSource clock, Level least) {
        this.out = out;
        this.clock = clock;
        this.least = least;
    }

    /** A log that writes nothing. */
    public static Log silent() {
        return new Log(new PrintStream(PrintStream.nullOutputStream()), InstantSource.system(), Level.ERROR);
    }

    public Entry info(String sentence) {
        return new Entry(Level.INFO, sentence);
    }

    public Entry warn(String sentence) {
        return new Entry(Level.WARN, sentence);
    }

    public Entry error(String sentence) {
        return new Entry(Level.ERROR, sentence);
    }

    public Entry debug(String sentence) {
        return new Entry(Level.DEBUG, sentence);
    }

    /** One line in the making; {@link #write} ends it. */
    public final class Entry {
        private final Level level;
        private final StringBuilder line;

        private Entry(Level level, String sentence) {
            this.level = level;
            this.line = new StringBuilder(sentence);
        }

        public Entry with(Field field, long value) {
            line.append(' ').append(field).append('=').append(value);
            return this;
        }

        public Entry with(Field field, Label value) {
            line.append(' ').append(field).append('=').append(value.text());
            return this;
        }

        public Entry with(Field field, Enum<?> value) {
            line.append(' ').append(field).append('=').append(value.name());
            return this;
        }

        /** The kind of a failure: its class and where it was thrown, never its message. */
        public Entry with(Throwable failure) {
            line.append(" KIND=").append(failure.getClass().getName());
            StackTraceElement[] trace = failure.getStackTrace();
            for (int i = 0; i < Math.min(trace.length, 8); i++) {
                line.append(i == 0 ? " at " : " < ");
                line.append(trace[i].getClassName()).append('.').append(trace[i].getMethodName());
                line.append(':').append(trace[i].getLineNumber());
            }
            return this;
        }

        public void write() {
            if (level.compareTo(least) >= 0) {
                Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                out.println(second + " " + level + " " + line);
            }
        }
    }
}
