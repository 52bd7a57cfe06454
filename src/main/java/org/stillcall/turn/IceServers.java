package org.stillcall.turn;

import java.util.List;
import java.util.Optional;
import org.stillcall.base.Secret;

/**
 * What the page of one call is told, so that its sound finds a way out of a network that lets only TCP through: the
 * {@code iceServers} of its {@code RTCPeerConnection}. Threads may share it.
 */
public interface IceServers {
    /** For one call; empty where there is no relay, or it has no room: the page then does without. */
    Optional<Grant> grant();

    /** Where there is no relay. */
    static IceServers none() {
        return Optional::empty;
    }

    /** One call's credentials, good for ten minutes to begin with. They name nobody. */
    interface Grant {
        List<String> urls();

        String username();

        /** Printable characters; the grant's own, overwritten when it is withdrawn. */
        Secret credential();

        /** The call is over: what was begun with them ends at once, where the relay is ours. May be called twice. */
        void withdraw();
    }
}
