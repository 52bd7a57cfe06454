package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;

/** One leg's session timer (RFC 4028): how long the session lasts unless it is refreshed, and who refreshes it. */
final class SessionTimer {
    /** Seconds that we ask for. */
    static final long WISHED = 1800;
    /** Seconds below which we refuse. */
    static final long LEAST = 90;

    private final Loop loop;
    private final SipLeg leg;
    private long seconds;
    private boolean ours;
    private boolean peerKnows;
    private Loop.@Nullable Timer timer;

    SessionTimer(Loop loop, SipLeg leg) {
        this.loop = loop;
        this.leg = leg;
    }

    long seconds() {
        return seconds;
    }

    /** Whether a request asks for more refreshing than we accept (422). */
    static boolean isTooShort(SipMessage request) {
        Slice value = request.header(HeaderName.SESSION_EXPIRES);
        return value != null && seconds(value) >= 0 && seconds(value) < LEAST;
    }

    private static long seconds(Slice value) {
        int end = value.indexOf(';', 0);
        long number = (end < 0 ? value : value.part(0, end)).trimmed().number();
        return Math.min(number, Integer.MAX_VALUE);
    }

    private static boolean namesRefresher(Slice value, String who) {
        int from = value.indexOf(';', 0);
        Slice refresher = from < 0 ? null : value.from(from).parameter("refresher");
        return refresher != null && refresher.isIgnoringCase(who);
    }

    /** The peer's request asks for a timer, or for none: what we shall answer. */
    void asked(SipMessage request) {
        Slice value = request.header(HeaderName.SESSION_EXPIRES);
        long wished = value == null ? -1 : seconds(value);
        if (value == null || wished < LEAST) {
            seconds = 0;
            return;
        }
        Slice floor = request.header(HeaderName.MIN_SE);
        long least = floor == null ? LEAST : Math.max(LEAST, seconds(floor));
        seconds = Math.max(Math.min(wished, WISHED), Math.min(least, wished));
        peerKnows = request.lists(HeaderName.SUPPORTED, "timer") || request.lists(HeaderName.REQUIRE, "timer");
        ours = namesRefresher(value, "uas") || !peerKnows;
    }

    /** Writes what {@link #asked} led to into the 2xx, and starts the clock. */
    void answer(ResponseOutline out) {
        if (seconds > 0) {
            out.sessionExpires = seconds;
            out.refresher = ours ? "uas" : "uac";
            out.requireTimer = !ours && peerKnows;
        }
        start();
    }

    /** The 2xx to a request of ours: what the peer decided. */
    void agreed(SipMessage response) {
        Slice value = response.header(HeaderName.SESSION_EXPIRES);
        long decided = value == null ? -1 : seconds(value);
        seconds = decided < 0 ? 0 : Math.max(LEAST, decided);
        ours = value != null && !namesRefresher(value, "uas");
        start();
    }

    private void start() {
        stop();
        if (seconds > 0) {
            long millis = ours ? seconds * 500 : (seconds - Math.min(32, seconds / 3)) * 1000; // section 10
            timer = loop.after(millis, this::expired);
        }
    }

    private void expired() {
        timer = null;
        if (ours) {
            leg.refresh();
        } else {
            leg.lost();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
