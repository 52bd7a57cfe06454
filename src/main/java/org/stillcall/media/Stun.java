package org.stillcall.media;

/** The numbers of STUN (RFC 8489 sections 5, 14, 18) and of its use by ICE (RFC 8445 section 16). */
public final class Stun {
    public static final int HEADER_BYTES = 20;
    public static final int COOKIE = 0x2112a442;
    public static final int TRANSACTION_BYTES = 12;

    // Kinds of message: the two class bits of a type (section 5).
    public static final int REQUEST = 0x000;
    public static final int INDICATION = 0x010;
    public static final int SUCCESS = 0x100;
    public static final int ERROR = 0x110;

    public static final int BINDING = 0x001;

    // Attributes; those below 0x8000 have to be understood by whoever gets them (section 14).
    public static final int MAPPED_ADDRESS = 0x0001;
    public static final int USERNAME = 0x0006;
    public static final int MESSAGE_INTEGRITY = 0x0008;
    public static final int ERROR_CODE = 0x0009;
    public static final int UNKNOWN_ATTRIBUTES = 0x000a;
    public static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
    public static final int REALM = 0x0014;
    public static final int NONCE = 0x0015;
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    public static final int PRIORITY = 0x0024;
    public static final int USE_CANDIDATE = 0x0025;
    public static final int FINGERPRINT = 0x8028;
    public static final int ICE_CONTROLLED = 0x8029;
    public static final int ICE_CONTROLLING = 0x802a;

    public static final int INTEGRITY_BYTES = 20;
    public static final int INTEGRITY_SHA256_BYTES = 32;
    public static final int FINGERPRINT_MASK = 0x5354554e;

    // Errors (section 14.8, RFC 8445 section 16.1).
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHENTICATED = 401;
    public static final int UNKNOWN_ATTRIBUTE = 420;
    public static final int ROLE_CONFLICT = 487;

    private Stun() {}

    /** The 14-bit type of a method's message of one kind. */
    public static int type(int method, int kind) {
        return method & 0xf | (method & 0x70) << 1 | (method & 0xf80) << 2 | kind;
    }

    public static int method(int type) {
        return type & 0xf | type >>> 1 & 0x70 | type >>> 2 & 0xf80;
    }

    public static int kind(int type) {
        return type & 0x110;
    }

    /** A value's length with what fills it up to whole words. */
    public static int padded(int length) {
        return length + 3 & ~3;
    }
}
