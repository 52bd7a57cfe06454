package org.stillcall.call;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.Answerer;
import org.stillcall.media.Learning;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SdpBody;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * The line of somebody who called a published number: their leg, its sound, and what has to be overwritten of them. It
 * is heard by whoever leads the caller until a person takes the call, and by that call from then on; it may come back
 * from there when the person's phone is lost. Our answers are composed as everywhere: own Contact, own description, no
 * name of a product. Loop thread only.
 *
 * <p>What the caller's network said of their number lives in off-heap memory from the first packet on, because the
 * dialog needs its From until it ends: {@link #forget} overwrites it there, in what may still be repeated, and here.
 */
public final class CallerLine implements LegListener, MediaListener {
    private final Exchange exchange;
    private final @Nullable FarLine by;
    private final Sound required;
    private final Leg leg;
    private final VisibleCaller caller;
    private @Nullable RtpLeg media;
    private @Nullable SdpBody answer;
    private @Nullable Ear ear;
    private @Nullable FarSide call;
    private boolean held;
    private boolean over;
    private boolean acknowledged;
    private boolean forgotten;

    /** Who leads the caller. What it hears is theirs alone; after {@link #gone} nothing comes. */
    public interface Ear {
        void keyed(char key);

        /** A sentence was played to its end. */
        void played();

        /** The caller hung up, or their line was lost. */
        void gone();

        /** Their network has our answer. */
        default void acknowledged() {}
    }

    /** What their sound has to be, and from where it may come. */
    private record Sound(SecureMedia policy, Learning learning) {}

    CallerLine(Exchange exchange, FarLine by, IncomingInvite invite, VisibleCaller caller) {
        this(exchange, by, new Sound(FarHalf.security(by.trunk()), Learning.SIGNALLED), invite, caller);
    }

    /** From a phone of ours. */
    CallerLine(Exchange exchange, NearPhone.Desk phone, IncomingInvite invite, VisibleCaller caller) {
        this(
                exchange,
                null,
                new Sound(phone.media(), phone.behindNat() ? Learning.BEHIND_NAT : Learning.SIGNALLED),
                invite,
                caller);
    }

    private CallerLine(
            Exchange exchange, @Nullable FarLine by, Sound required, IncomingInvite invite, VisibleCaller caller) {
        this.exchange = exchange;
        this.by = by;
        this.required = required;
        this.leg = invite.leg();
        this.caller = caller;
    }

    /** Finds a port for their sound and an answer to what they offer; false when they were refused. */
    boolean open(Slice offer) {
        RtpLeg opened = exchange.media().open(this, required.learning());
        if (opened == null) {
            refuse(503);
            return false;
        }
        media = opened;
        answer = answerTo(opened, offer);
        if (answer == null) {
            refuse(488);
            return false;
        }
        if (by != null && by.credential() != null) {
            leg.answersWith(by.credential());
        }
        return true;
    }

    private @Nullable SdpBody answerTo(RtpLeg opened, Slice offer) {
        if (offer.isEmpty()) {
            return opened.offer(required.policy());
        }
        return opened.answerTo(required.policy(), offer.memory(), offer.start(), offer.length())
                        instanceof Negotiation.Answer ours
                ? ours.body()
                : null;
    }

    /** Who leads the caller from now on. */
    public void hears(Ear leads) {
        ear = leads;
    }

    // what whoever leads the caller asks

    /** The number that their network shows, as long as the line is there; null when they keep it or it is none. */
    public @Nullable Digits shown() {
        return forgotten ? null : caller.number();
    }

    /** Answers: from now on they hear what is played. */
    public void answer() {
        if (answer != null && !over) {
            leg.answer(answer.bytes());
            answer = null;
            media().supervise(!held);
        }
    }

    public MediaLeg media() {
        return Objects.requireNonNull(media);
    }

    /** Ends the line before it was answered, with a status of the table. */
    public void refuse(int status) {
        if (!over) {
            leg.refuse(status);
            leave();
        }
    }

    /** Ends the line. */
    public void hangUp() {
        if (!over) {
            leg.hangUp();
            leave();
        }
    }

    private void leave() {
        over = true;
        ear = null;
        if (media != null) {
            media.close();
        }
        if (call == null) {
            exchange.loop().after(Call.ERASE_AFTER_MILLIS, this::forget);
        }
    }

    public boolean over() {
        return over;
    }

    /** Whether their network has our answer: before it nobody may be there at all. */
    public boolean isAcknowledged() {
        return acknowledged;
    }

    /** Overwrites what is known of their number; again is harmless. */
    public void forget() {
        if (!forgotten) {
            forgotten = true;
            for (Digits digits : caller.traces()) {
                leg.forget(digits);
            }
            caller.close();
        }
    }

    // what a call asks that takes the line

    Leg leg() {
        return leg;
    }

    RtpLeg sound() {
        return Objects.requireNonNull(media);
    }

    /** None where a phone of ours calls, whose line no call takes. */
    FarLine by() {
        return Objects.requireNonNull(by);
    }

    boolean held() {
        return held;
    }

    /** The call has it from now on, or gives it back (null). */
    void belongsTo(@Nullable FarSide side) {
        call = side;
        if (side != null) {
            ear = null;
        } else if (over) {
            forget();
        }
    }

    /** Numbers to be overwritten with the call's own. */
    List<Digits> traces() {
        return forgotten ? List.of() : caller.traces();
    }

    private void lost() {
        Ear leads = ear;
        leave();
        if (leads != null) {
            leads.gone();
        }
    }

    // what the line tells

    @Override
    public void hungUp(Leg self, HangUp how) {
        if (call != null) {
            over = true;
            call.hungUp(self, how);
        } else if (!over) {
            lost();
        }
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        if (call != null) {
            over = true;
            call.failed(self, failure);
        } else if (!over) {
            lost();
        }
    }

    @Override
    public void silent(MediaLeg self) {
        if (call != null) {
            call.silent(self);
        } else if (!over) {
            hangUpLost();
        }
    }

    private void hangUpLost() {
        leg.hangUp();
        lost();
    }

    @Override
    public void digit(MediaLeg self, char digit) {
        if (ear != null) {
            ear.keyed(digit);
        }
    }

    @Override
    public void promptEnded(MediaLeg self) {
        if (ear != null) {
            ear.played();
        }
    }

    @Override
    public void answeredBy(MediaLeg self, Answerer answerer) {
        if (call != null) {
            call.answeredBy(self, answerer);
        }
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice sdp) {
        if (call != null) {
            return call.reoffered(self, sdp);
        }
        Negotiation.Answer ours = Reoffer.answer(media, required.policy(), sdp);
        if (ours == null) {
            return null;
        }
        held = ours.held();
        media().supervise(!held);
        return ours.body().bytes();
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return call != null
                ? call.currentOffer(self)
                : sound().offer(required.policy()).bytes();
    }

    @Override
    public void reanswered(Leg self, Slice sdp) {
        if (call != null) {
            call.reanswered(self, sdp);
        } else if (!over && !agrees(sdp)) {
            hangUpLost();
        }
    }

    private boolean agrees(Slice sdp) {
        return !sdp.isEmpty()
                && sound().answered(sdp.memory(), sdp.start(), sdp.length()) instanceof Negotiation.Agreed;
    }

    @Override
    public void progressed(Leg self, int status, Slice sdp) {
        // we are the called side
    }

    @Override
    public void answered(Leg self, Slice sdp) {
        // we are the called side
    }

    @Override
    public void acknowledged(Leg self) {
        acknowledged = true;
        if (ear != null) {
            ear.acknowledged();
        }
    }

    @Override
    public String toString() {
        return "CallerLine";
    }
}
