package org.stillcall.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invitation still may try: further hops, one answer to a challenge, a longer session. */
final class Attempts {
    private static final int MOST = 16;

    private @Nullable Invitation invitation;
    private int index;
    private int made;
    private boolean challengeAnswered;
    private long sessionSeconds;
    private long minSe;

    /** Keeps the invitation without its target, whose digits are the caller's. */
    Attempts(Invitation whole) {
        invitation = new Invitation(
                whole.route(),
                new Target("", false, null, "", 0, ""),
                whole.from(),
                whole.contactUser(),
                whole.privacy(),
                whole.assertedIdentity(),
                whole.sdp(),
                whole.credential(),
                whole.ringLimit(),
                whole.sessionTimer());
        sessionSeconds = whole.sessionTimer() ? SessionTimer.WISHED : 0;
        minSe = whole.sessionTimer() ? SessionTimer.LEAST : 0;
    }

    private List<Hop> route() {
        return invitation == null ? List.of() : invitation.route();
    }

    /** Where the next attempt goes. */
    Hop hop() {
        return route().get(index);
    }

    /** Writes what the next attempt says. */
    void outline(RequestOutline outline) {
        Invitation now = invitation;
        if (now != null) {
            made++;
            outline.privacy = now.privacy();
            outline.assertedIdentity = now.assertedIdentity();
            outline.sessionExpires = sessionSeconds;
            outline.minSe = minSe;
            outline.sdp = now.sdp();
        }
    }

    /** After 401 or 407 that can be answered: once, and again when only the nonce was stale. */
    boolean mayAnswer(SipMessage challenged) {
        Slice challenge = DigestAnswer.choose(challenged);
        boolean stale = challenge != null && DigestAnswer.stale(challenge);
        if (made >= MOST || challengeAnswered && !stale) {
            return false;
        }
        challengeAnswered = true;
        return true;
    }

    /** After 422: whether the peer's least session is one that we can ask for (RFC 4028 section 7.3). */
    boolean mayLast(SipMessage tooShort) {
        Slice floor = tooShort.header(HeaderName.MIN_SE);
        long least = floor == null ? -1 : floor.number();
        if (made >= MOST || sessionSeconds == 0 || least <= sessionSeconds || least >= Integer.MAX_VALUE) {
            return false;
        }
        sessionSeconds = least;
        minSe = least;
        return true;
    }

    /** Turns to the next hop; false when there is none. */
    boolean mayGoOn() {
        if (made >= MOST || index + 1 >= route().size()) {
            return false;
        }
        index++;
        challengeAnswered = false;
        return true;
    }

    /** Nothing will be tried any more. */
    void over() {
        invitation = null;
    }
}
