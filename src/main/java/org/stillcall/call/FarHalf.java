package org.stillcall.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SdpBody;
import org.stillcall.media.SecureMedia;
import org.stillcall.plan.Identity;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.FarOutcome;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Ways.Way;

/**
 * The survivor's half of one call: the trunk it goes by, its leg and its media, and what was tried before. Each attempt
 * has a number, so that a leg that was given up is not heard any more. After a drop it may be a leg that called us.
 * Loop thread only.
 */
final class FarHalf {
    private final Exchange exchange;
    private final CallPlan plan;
    private final List<Leg> legs = new ArrayList<>(1);
    private final Set<Label> tried = new HashSet<>(2);
    private @Nullable FarLine line;
    private @Nullable RtpLeg media;
    private @Nullable Leg caller;
    private @Nullable CallerLine called;
    private @Nullable SdpBody answer;
    private int attempt;
    private boolean agreed;
    private boolean held;
    private boolean talking;
    private boolean showed;

    FarHalf(Exchange exchange, CallPlan plan) {
        this.exchange = exchange;
        this.plan = plan;
    }

    /** Sends the next INVITE; false when there is no trunk, no port or no identity for it. */
    boolean invite(Call call, Duration ringLimit) {
        FarLine chosen = choose();
        Lease lease = plan.lease();
        Digits number = plan.number();
        if (chosen == null || lease == null || number == null || !Lines.isOpen(exchange, chosen, shows())) {
            return false;
        }
        Optional<FarIdentity> identity =
                FarIdentity.compose(chosen.trunk(), plan.rule(), plan.identity(), lease, plan.destination());
        if (identity.isEmpty()) {
            return false;
        }
        FarSide side = new FarSide(call, ++attempt);
        RtpLeg opened = exchange.media().open(side);
        if (opened == null) {
            return false;
        }
        line = chosen;
        media = opened;
        agreed = false;
        tried.add(chosen.trunk().name());
        FarInvite.Ends ends = new FarInvite.Ends(opened, side, ringLimit);
        Leg sent = FarInvite.send(exchange, chosen, identity.get(), number, ends);
        if (sent == null) {
            return false;
        }
        legs.add(sent);
        showed |= identity.get().shows();
        return true;
    }

    /**
     * Takes a leg that called back; null when it was refused, for want of a port or because of what it offers. Its
     * answer waits for {@link #answer}.
     */
    @Nullable
    FarSide takeOver(Call call, FarLine by, IncomingInvite invite) {
        FarSide side = new FarSide(call, attempt + 1);
        RtpLeg opened = exchange.media().open(side);
        if (opened == null) {
            invite.leg().refuse(503);
            return null;
        }
        SdpBody ours = answerTo(invite.offer(), opened, security(by.trunk()));
        if (ours == null) {
            opened.close();
            invite.leg().refuse(488);
            return null;
        }
        attempt++;
        line = by;
        media = opened;
        answer = ours;
        agreed = !invite.offer().isEmpty();
        caller = invite.leg();
        if (by.credential() != null) {
            invite.leg().answersWith(by.credential());
        }
        legs.add(invite.leg());
        return side;
    }

    /** Takes the line of somebody who called us, and who was answered already. */
    void take(Call call, CallerLine from) {
        line = from.by();
        media = from.sound();
        held = from.held();
        agreed = true;
        called = from;
        legs.add(from.leg());
        from.belongsTo(new FarSide(call, ++attempt));
    }

    /** Gives that line back, with whoever is on it; null when there is none. */
    @Nullable
    CallerLine giveBack() {
        CallerLine back = called;
        if (back != null) {
            attempt++;
            media = null;
            called = null;
            legs.clear();
            back.belongsTo(null);
        }
        return back;
    }

    /** Our answer, or our offer where the INVITE had none (RFC 3261 section 13.2.1); null when it cannot be met. */
    static @Nullable SdpBody answerTo(Slice offer, RtpLeg media, SecureMedia policy) {
        if (offer.isEmpty()) {
            return media.offer(policy);
        }
        return media.answerTo(policy, offer.memory(), offer.start(), offer.length()) instanceof Negotiation.Answer ours
                ? ours.body()
                : null;
    }

    /** Whoever calls back hears that it rings. */
    void ring() {
        if (caller != null) {
            caller.ring();
        }
    }

    /** Answers whoever calls back. */
    void answer() {
        if (caller != null && answer != null) {
            caller.answer(answer.bytes());
            caller = null;
        }
    }

    /** The trunk that was used before, or one that may stand in for it while it is down. */
    private @Nullable FarLine choose() {
        if (line == null) {
            return Lines.first(exchange, needs());
        }
        boolean fit = line.up().getAsBoolean() && Lines.isOpen(exchange, line, shows());
        FarLine other = fit ? null : next(line);
        return other == null ? line : other;
    }

    private @Nullable FarLine next(FarLine from) {
        return Lines.next(exchange, from, tried, needs());
    }

    private Lines.Needs needs() {
        return new Lines.Needs(plan.programme(), plan.secure(), shows());
    }

    /** What the survivor's phone is to show. */
    private Identity shows() {
        return plan.rule().shows(plan.identity());
    }

    /** Whether it was called by that trunk, to show that. */
    boolean goesBy(Way way) {
        return line != null
                && !legs.isEmpty()
                && way.equals(new Way(line.trunk().name(), Lines.seen(line, shows())));
    }

    /** Whether anything left towards the survivor. */
    boolean called() {
        return !legs.isEmpty();
    }

    /** Whether what left showed a number. */
    boolean showed() {
        return showed;
    }

    static SecureMedia security(Trunk trunk) {
        return switch (trunk.media()) {
            case PLAIN -> SecureMedia.PLAIN;
            case SDES -> SecureMedia.DEMANDED;
        };
    }

    /** What its audio must be; the strictest while no trunk is known. */
    SecureMedia security() {
        return line == null ? SecureMedia.DEMANDED : security(line.trunk());
    }

    /** Whether what is told comes from the present attempt, and there is audio to speak of. */
    boolean hears(int from) {
        return from == attempt && media != null;
    }

    /** A key towards the survivor's side, where there is sound. */
    void press(char key) {
        if (media != null) {
            media.sendDigit(key);
        }
    }

    RtpLeg media() {
        return Objects.requireNonNull(media);
    }

    int level() {
        return media == null ? 0 : media.levelHeard();
    }

    /** Takes the peer's answer; an empty one in a 2xx says that it came before (RFC 6337 section 2). */
    boolean accepts(Slice sdp) {
        if (!sdp.isEmpty() && media != null) {
            agreed = media.answered(sdp.memory(), sdp.start(), sdp.length()) instanceof Negotiation.Agreed;
        }
        return media != null && agreed;
    }

    byte[] offer() {
        return media().offer(security()).bytes();
    }

    byte @Nullable [] reanswer(Slice offer) {
        Negotiation.Answer ours = Reoffer.answer(media, security(), offer);
        if (ours == null) {
            return null;
        }
        held = ours.held();
        supervise();
        return ours.body().bytes();
    }

    /** Both sides talk from now on: silence counts, but for a side that holds. */
    void talk() {
        talking = true;
        supervise();
    }

    private void supervise() {
        if (talking && media != null) {
            media.supervise(!held);
        }
    }

    /** Moves on to another trunk of the same protection or better; false when that may not or cannot be. */
    boolean moveOn(FarOutcome outcome) {
        FarLine next = outcome.mayFailOver() && line != null ? next(line) : null;
        if (next == null) {
            return false;
        }
        line = next;
        closeMedia();
        return true;
    }

    /**
     * Ends the leg and gives the ports back; the next INVITE is a new call with the same lease. A peer that answers
     * while the CANCEL is on its way is acknowledged and sent a BYE by the stack (RFC 3261 section 9.1). Who called
     * back and was not answered hears what everybody hears who calls a number of ours.
     */
    void hangUp() {
        if (called != null) {
            called.hangUp();
        } else if (caller != null) {
            NotInService.refuse(caller, line);
            caller = null;
        } else if (!legs.isEmpty()) {
            legs.getLast().hangUp();
        }
        closeMedia();
        tried.clear();
        talking = false;
        held = false;
    }

    /** Ends the leg and gives the ports and the lease back. */
    void leave() {
        hangUp();
        plan.endLease();
    }

    void forget(Digits digits) {
        legs.forEach(leg -> leg.forget(digits));
    }

    /** Overwrites the number of somebody who called us. */
    void erase() {
        if (called != null) {
            called.forget();
        }
    }

    private void closeMedia() {
        if (media != null) {
            media.close();
            media = null;
        }
    }
}
