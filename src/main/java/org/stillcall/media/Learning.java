package org.stillcall.media;

/** From where a leg may take its peer's packets. Chosen when the leg is opened and never wider afterwards. */
public enum Learning {
    /**
     * From the address and port in the peer's session description; another port of that address while learning lasts.
     */
    SIGNALLED,
    /**
     * As above, and while learning lasts also from any address, for a phone behind address translation. The first one
     * heard is kept and learning ends. Use it with secure RTP where you can: on clear RTP the first to send wins.
     */
    BEHIND_NAT
}
