package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.sip.Leg;
import org.stillcall.sip.ReleaseCause;

/**
 * What a trunk wants to hear of a number that leads nowhere (G6); each says that nobody has this number, with Q.850
 * cause 1, so that the caller's own network plays what it plays for any such number.
 */
public enum NotInService {
    /** 404. */
    NOT_FOUND(404),
    /** 604: no other place needs to be asked. */
    NOWHERE(604),
    /** 404 after a tone of ours, for a trunk whose network plays none. */
    TONE(404);

    private final int status;

    NotInService(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Refuses at once, as that trunk wants it. */
    static void refuse(Leg leg, @Nullable FarLine line) {
        NotInService words = line == null ? NOT_FOUND : line.notInService();
        leg.refuse(words.status, ReleaseCause.UNALLOCATED);
    }
}
