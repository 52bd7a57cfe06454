package org.stillcall.media;

/**
 * A way to the browsers' port that passes no network: a relay of ours hands over what one browser sent it and takes
 * what is for that browser. It is met like any sender, so it counts for no leg before a check proved it. Threads may
 * share it.
 */
public interface InnerPath extends AutoCloseable {
    /**
     * Takes a datagram of the browser's; the array is ours from then on. False when too many wait, or none is taken any
     * more: it is lost then, as on a network.
     */
    boolean arrived(byte[] datagram);

    /** Nothing is taken any more, either way; what was taken before still arrives, as a browser's farewell has to. */
    @Override
    void close();
}
