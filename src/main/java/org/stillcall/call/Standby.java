package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.sip.LegFailure;

/**
 * Rings an advocate's own mobile beside their page when that is missed for some seconds: whoever keys the code there
 * has the call from then on. The page comes first as long as it can: heard again, it keeps the call and the mobile
 * stops. What the page's loss would bring about waits meanwhile. Loop thread only.
 */
final class Standby {
    /** What the advocate is told while it rings. */
    static final String WORDS = "Your page is not heard. Your own phone rings too: answer it and key the code.";

    private final Exchange exchange;
    private final Calls calls;
    private final Call call;
    private @Nullable Rung rung;
    private @Nullable Runnable loss;
    private boolean tried;
    private boolean closed;
    private @Nullable NearPhone left; // the page in whose place the mobile has the call

    private record Rung(NearPhone.Mobile phone, NearHalf half, StandbySeat seat, Loop.Timer limit) {}

    Standby(Exchange exchange, Calls calls, Call call) {
        this.exchange = exchange;
        this.calls = calls;
        this.call = call;
    }

    boolean rings() {
        return rung != null;
    }

    boolean isOf(NearHalf half) {
        return rung != null && rung.half() == half;
    }

    /** The page was not heard for some seconds. Once a gap. */
    void missed() {
        NearPhone.Mobile mobile = tried || rung != null ? null : mobile();
        if (closed || mobile == null || !(call.phone() instanceof NearPhone.Browser)) {
            return;
        }
        tried = true;
        StandbySeat seat = new StandbySeat(this, exchange.randomness().token(128));
        NearHalf.At at = new NearHalf.At(calls.pages(), mobile);
        NearHalf half = NearHalf.of(exchange, at, Errand.beside(call.plan()), seat);
        seat.of(half);
        call.keeps(half); // its number is overwritten with the call's
        calls.live().invited(mobile, call);
        rung = new Rung(mobile, half, seat, exchange.loop().after(Limits.STANDBY_MILLIS, () -> stop(true)));
        boolean rings = false;
        try {
            rings = half.ring();
        } finally {
            if (!rings) {
                stop(true); // also when ringing threw: what it holds must not outlive it
            }
        }
        calls.changed(call);
    }

    private NearPhone.@Nullable Mobile mobile() {
        for (Label name : call.plan().phones()) {
            if (exchange.phones().get(name) instanceof NearPhone.Mobile mobile
                    && !calls.live().has(mobile)) {
                return mobile;
            }
        }
        return null;
    }

    /** The page is heard: the call is its own. */
    void heard() {
        tried = false;
        loss = null;
        stop(false);
    }

    /** The page is lost: what that brings about waits until the mobile has had its time. False: nothing rings. */
    boolean puts(Runnable off) {
        if (rung != null && loss == null) {
            loss = off;
        }
        return rung != null;
    }

    /** Somebody keyed the code there. */
    void confirmed() {
        Rung taking = rung;
        if (taking != null) {
            rung = null;
            loss = null;
            taking.limit().cancel();
            calls.live().left(taking.phone());
            left = call.phone();
            call.movedTo(taking.half(), taking.phone());
        }
    }

    /** Whether the call went on from that device's page to the mobile. */
    boolean wentFrom(String device) {
        return left instanceof NearPhone.Browser page && page.device().equals(device);
    }

    /** The call is somebody else's: a mobile of whoever had it rings no more. */
    void close() {
        closed = true;
        left = null;
        stop(false);
    }

    /**
     * It rings no longer.
     *
     * @param settle whether a loss that waits comes now
     */
    void stop(boolean settle) {
        Rung leaving = rung;
        rung = null;
        if (leaving != null) {
            leaving.limit().cancel();
            leaving.seat().close();
            calls.live().left(leaving.phone());
            leaving.half().leave(Outcome.ENDED_BY_ADVOCATE);
            calls.changed(call);
        }
        Runnable waits = loss;
        loss = null;
        if (settle && waits != null) {
            exchange.loop().execute(waits);
        }
    }

    /** What the mobile's half tells. */
    static final class StandbySeat implements Seat {
        private final Standby standby;
        private final String name;
        private @Nullable NearHalf half;
        private @Nullable CodeCheck check;

        StandbySeat(Standby standby, String name) {
            this.standby = standby;
            this.name = name;
        }

        void of(NearHalf own) {
            half = own;
        }

        void close() {
            if (check != null) {
                check.abandon();
                check = null;
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean holds(NearHalf other) {
            return standby.isOf(other);
        }

        @Override
        public void answered() {
            Rung now = standby.rung;
            if (now != null && half != null) {
                check = CodeCheck.of(standby.exchange, half.media(), now.phone(), this::checked);
                check.ask();
            }
        }

        private void checked(boolean right) {
            check = null;
            if (right) {
                standby.confirmed();
            } else {
                standby.stop(true);
            }
        }

        @Override
        public void keyed(char digit) {
            if (check != null) {
                check.digit(digit);
            }
        }

        @Override
        public void toldAll() {
            if (check != null) {
                check.promptEnded();
            }
        }

        @Override
        public void lost(Outcome why) {
            standby.stop(true);
        }

        @Override
        public void failed(LegFailure failure) {
            standby.stop(true);
        }

        @Override
        public void hungUp(LineEnd how) {
            standby.stop(true);
        }

        @Override
        public void dropped() {
            standby.stop(true);
        }

        @Override
        public void show(Ear ear, Sound sound, boolean held) {
            // no page is told of it
        }

        @Override
        public String toString() {
            return "StandbySeat";
        }
    }
}
