package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/** Where the switch gets its legs: {@link MediaEngine}, or a fake in a simulation. Threads may share it. */
public interface Media {
    /**
     * A new leg with a port pair of its own, or null when there is none to be had now (refuse the call with 503).
     * Quick: no system call is made on the calling thread.
     */
    @Nullable
    RtpLeg open(MediaListener listener, Learning learning);

    /** A leg that listens to the signalled peer only. */
    default @Nullable RtpLeg open(MediaListener listener) {
        return open(listener, Learning.SIGNALLED);
    }

    /**
     * A new leg for a browser, or null when no port for browsers is set up or too many are
     * open (refuse the call). Quick, like {@link #open}.
     */
    default @Nullable BrowserLeg openBrowser(MediaListener listener) {
        return null;
    }

    /** How many more legs with ports of their own could be opened, at most. */
    int freePorts();
}
