package org.stillcall.turn;

/** The numbers of TURN (RFC 8656 sections 17 to 19), beside those of STUN. */
final class Turn {
    static final int ALLOCATE = 0x003;
    static final int REFRESH = 0x004;
    static final int SEND = 0x006;
    static final int DATA_INDICATION = 0x007;
    static final int CREATE_PERMISSION = 0x008;
    static final int CHANNEL_BIND = 0x009;

    static final int CHANNEL_NUMBER = 0x000c;
    static final int LIFETIME = 0x000d;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int DATA = 0x0013;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
    static final int EVEN_PORT = 0x0018;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int RESERVATION_TOKEN = 0x0022;

    static final int FORBIDDEN = 403;
    static final int MISMATCH = 437;
    static final int STALE_NONCE = 438;
    static final int FAMILY_NOT_SUPPORTED = 440;
    static final int WRONG_CREDENTIALS = 441;
    static final int TRANSPORT_NOT_SUPPORTED = 442;
    static final int FAMILY_MISMATCH = 443;
    static final int QUOTA_REACHED = 486;
    static final int INSUFFICIENT_CAPACITY = 508;

    static final int UDP = 17;
    static final int IPV4 = 1;
    static final int IPV6 = 2;

    static final int FIRST_CHANNEL = 0x4000;
    static final int LAST_CHANNEL = 0x4fff;

    /** Of the addresses that clients are told (section 7.2: from the range for such ports). */
    static final int FIRST_PORT = 49_152;

    private Turn() {}
}
