package org.stillcall.call;

import org.stillcall.sip.HangUp;

/**
 * Whether a leg on which people talked was hung up by somebody or lost by a network (G16). In doubt it was hung up:
 * whoever put the phone down had a reason, and a phone that rings again then can be a danger.
 */
enum LineEnd {
    /** By somebody, or nothing speaks against it. */
    HUNG_UP,
    /** The network's word fits both. */
    UNCLEAR,
    LOST;

    static LineEnd of(HangUp how) {
        return switch (how.kind()) {
            case CANCEL -> HUNG_UP;
            case LOST -> LOST;
            case BYE -> how.cause() > 0 ? byCause(how.cause()) : byStatus(how.status());
        };
    }

    /** Q.850 section 2.2.7: the classes of a cause are its upper three bits. */
    private static LineEnd byCause(int cause) {
        return switch (cause) {
            case 25, 27 -> LOST; // exchange routing error, destination out of order
            case 31 -> UNCLEAR; // normal, unspecified
            default ->
                switch (cause >> 4) {
                    case 2, 3 -> LOST; // 32 to 63: resource or service not available
                    case 6 -> LOST; // 96 to 111: protocol error, recovery on timer expiry
                    case 7 -> UNCLEAR; // 112 to 127: interworking, unspecified
                    default -> HUNG_UP; // 16 and the rest of normal events
                };
        };
    }

    /** A proxy or border element that gave up on the call says so with the status that it would have sent. */
    private static LineEnd byStatus(int status) {
        return status == 408 || status >= 500 && status < 600 ? LOST : HUNG_UP;
    }
}
