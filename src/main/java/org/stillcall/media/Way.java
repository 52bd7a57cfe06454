package org.stillcall.media;

/** How a leg's packets reach its peer, and whose packets it takes. Media thread only. */
sealed interface Way permits PortWay, BrowserWay {
    /** The leg was opened: packets may come for it from now on. */
    void open(LegAudio leg);

    /** Signalling agreed on something, first or anew. */
    void agree(AudioTerms agreed, long now);

    /** The call was answered: learning begins anew where it goes on. */
    void extend(long now);

    /** Whether there is somewhere to send audio to. */
    boolean reaches();

    /** Sends audio; false when the system does not take it. */
    boolean send(byte[] packet, int length);

    /** Whether there is somewhere to send reports to. */
    boolean reachesControl();

    boolean sendControl(byte[] packet, int length);

    /** Reports are to be heard before any was sent. */
    default void hearControl() {}

    /** Looks after what has a limit in time. */
    void tend(long now);

    void close(long now);
}
