package org.stillcall.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.Flow;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * Somebody outside who is called for a caller whom nobody here could take, and hears that caller once they answer: a
 * second centre. Their leg is composed like a survivor's, with a number of its own that is lent for as long and always
 * withheld; nothing of the caller but sound and keys reaches it. Loop thread only.
 */
public final class PassedOn implements LegListener, MediaListener {
    private final Exchange exchange;
    private final CallerLine line;
    private final Doorway doorway;
    private final Told told;
    private @Nullable OutsideNumber taken;
    private @Nullable RtpLeg media;
    private @Nullable Leg leg;
    private SecureMedia policy = SecureMedia.DEMANDED;
    private boolean agreed;
    private boolean answered;
    private boolean over;

    /** What becomes of it: {@link #failed}, or {@link #answered} and then {@link #left}; nothing after an end. */
    public interface Told {
        /** They are there, and hear the caller. */
        void answered();

        /** Nobody answered, or they could not be called. */
        void failed();

        /** They hung up, or were lost. */
        void left();
    }

    PassedOn(Exchange exchange, Doorway doorway, CallerLine line, Told told) {
        this.exchange = exchange;
        this.doorway = doorway;
        this.line = line;
        this.told = told;
    }

    /** Calls them; false when they cannot be called: no number, line, port or identity that hides. */
    boolean begin(NearPhone.Outside whom, Errand errand, Duration limit) {
        OutsideNumber number = OutsideNumber.take(exchange, whom);
        RtpLeg opened = number == null ? null : exchange.media().open(this);
        if (number == null || opened == null) {
            release(number);
            end();
            return false;
        }
        FarLine by = Lines.first(exchange, errand.rule().label(), errand.secure());
        policy = by == null ? SecureMedia.DEMANDED : FarHalf.security(by.trunk());
        taken = number;
        media = opened;
        boolean rings = false;
        try {
            leg = NearLeg.outside(exchange, errand, number, new NearLeg.Rings(opened, this, ""), limit);
            rings = leg != null;
        } finally {
            if (!rings) {
                end(); // also when calling threw: what it holds must not outlive it
            }
        }
        return rings;
    }

    private static void release(@Nullable OutsideNumber number) {
        if (number != null) {
            number.lease().close();
            number.number().close();
        }
    }

    /** Ends their leg, whatever it does; its number is overwritten a little later. Again is harmless. */
    public void end() {
        if (over) {
            return;
        }
        over = true;
        if (leg != null) {
            leg.hangUp();
        }
        if (media != null) {
            media.close();
        }
        if (taken != null) {
            taken.lease().close();
        }
        doorway.leaves(this);
    }

    /** Overwrites their number everywhere; again is harmless. */
    void erase() {
        if (taken != null && !taken.number().erased()) {
            if (leg != null) {
                leg.forget(taken.number());
            }
            taken.number().close();
        }
    }

    // what their leg tells

    @Override
    public void progressed(Leg self, int status, Slice sdp) {
        if (!over && !sdp.isEmpty()) {
            accepts(sdp); // what it sends before its answer is not played
        }
    }

    private boolean accepts(Slice sdp) {
        if (!sdp.isEmpty() && media != null) {
            agreed = media.answered(sdp.memory(), sdp.start(), sdp.length()) instanceof Negotiation.Agreed;
        }
        return agreed;
    }

    @Override
    public void answered(Leg self, Slice sdp) {
        if (over || media == null) {
            return;
        }
        if (!accepts(sdp) || line.over()) {
            fails();
            return;
        }
        answered = true;
        line.media().stop();
        line.media().connect(media, Flow.BOTH);
        media.supervise(true);
        told.answered();
    }

    private void fails() {
        if (!over) {
            end();
            told.failed();
        }
    }

    private void leaves() {
        if (!over) {
            end();
            told.left();
        }
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        if (answered) {
            leaves();
        } else {
            fails();
        }
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        leaves();
    }

    @Override
    public void silent(MediaLeg self) {
        leaves();
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice sdp) {
        Negotiation.Answer ours = Reoffer.answer(media, policy, sdp);
        if (ours == null) {
            return null;
        }
        if (media != null) {
            media.supervise(!ours.held());
        }
        return ours.body().bytes();
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return Objects.requireNonNull(media).offer(policy).bytes();
    }

    @Override
    public void reanswered(Leg self, Slice sdp) {
        if (!accepts(sdp)) {
            leaves();
        }
    }

    @Override
    public void acknowledged(Leg self) {
        // we are the calling side
    }

    @Override
    public String toString() {
        return "PassedOn";
    }
}
