package org.stillcall.sip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open connections by number, in the order of their last use, and those that may be used again. Loop thread only.
 */
final class ConnectionTable {
    private final Map<Long, StreamConnection> byNumber = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Hop, StreamConnection> byPlace = new HashMap<>();

    private final int most;

    /** A table for at most {@code most} connections. */
    ConnectionTable(int most) {
        this.most = most;
    }

    void add(StreamConnection connection) {
        byNumber.put(connection.hop().connection(), connection);
        // The newest for a place wins. One that the other side dialled has no server name, so that no request which
        // asks for a certificate's name can go by it (RFC 5923 section 5.2 wants authentication for that).
        byPlace.put(connection.hop().by(0), connection);
    }

    void remove(StreamConnection connection) {
        byNumber.remove(connection.hop().connection());
        byPlace.remove(connection.hop().by(0), connection);
    }

    /** The connection that a hop names by its number; null when it is gone or is another one's. */
    @Nullable
    StreamConnection named(Hop hop) {
        StreamConnection found = byNumber.get(hop.connection());
        return found != null && found.hop().matches(hop) ? found : null;
    }

    /** An open connection to the hop's place. */
    @Nullable
    StreamConnection to(Hop hop) {
        StreamConnection found = byPlace.get(hop);
        return found == null ? null : byNumber.get(found.hop().connection());
    }

    /** Notes a use. */
    void touch(StreamConnection connection) {
        byNumber.get(connection.hop().connection());
    }

    boolean full() {
        return byNumber.size() >= most;
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    int size() {
        return byNumber.size();
    }

    /** Copies, for work that may change the table. */
    List<StreamConnection> all() {
        return new ArrayList<>(byNumber.values());
    }

    /**
     * The one to give up for a new one: the oldest that never brought a whole message, else the one used longest ago;
     * none that {@code spared} holds for.
     */
    @Nullable
    StreamConnection leastMissed(Predicate<StreamConnection> spared) {
        StreamConnection oldest = null;
        for (StreamConnection connection : byNumber.values()) {
            if (spared.test(connection)) {
                continue;
            }
            if (!connection.proved() && !connection.dialled()) {
                return connection;
            }
            oldest = oldest == null ? connection : oldest;
        }
        return oldest;
    }
}
