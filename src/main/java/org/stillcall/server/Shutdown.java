package org.stillcall.server;

import java.util.ArrayDeque;
import org.stillcall.base.Log;

/** What has been started, closed in reverse order, each once. Threads may share it. */
public final class Shutdown implements AutoCloseable {
    private final Log log;
    private final ArrayDeque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    public Shutdown(Log log) {
        this.log = log;
    }

    /** Notes {@code part} for closing and gives it back; closes it at once when the shutdown has already begun. */
    public <T extends AutoCloseable> T add(T part) {
        synchronized (started) {
            if (!closed) {
                started.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    /** Closes all parts, the latest first; one that fails does not keep the others open. Again is harmless. */
    @Override
    public void close() {
        while (true) {
            AutoCloseable part;
            synchronized (started) {
                closed = true;
                if (started.isEmpty()) {
                    return;
                }
                part = started.pop();
            }
            close(part);
        }
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.error("A part of the server did not close.").with(e).write();
        }
    }
}
