package org.stillcall.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Negotiation;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Leg;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.FarOutcome;
import org.stillcall.trunk.Trunk;

/**
 * The survivor's half of one call: the trunk it goes by, its leg and its media, and what was tried before. Each attempt
 * has a number, so that a leg that was given up is not heard any more. Loop thread only.
 */
final class FarHalf {
    private final Exchange exchange;
    private final CallPlan plan;
    private final List<Leg> legs = new ArrayList<>(1);
    private final Set<Label> tried = new HashSet<>(2);
    private @Nullable FarLine line;
    private @Nullable MediaLeg media;
    private int attempt;
    private boolean agreed;
    private boolean held;
    private boolean talking;

    FarHalf(Exchange exchange, CallPlan plan) {
        this.exchange = exchange;
        this.plan = plan;
    }

    /** Sends the next INVITE; false when there is no trunk, no port or no identity for it. */
    boolean invite(Call call) {
        FarLine chosen = line == null ? Lines.first(exchange) : line;
        if (chosen == null) {
            return false;
        }
        Optional<FarIdentity> identity =
                FarIdentity.compose(chosen.trunk(), plan.rule(), plan.identity(), plan.lease(), plan.destination());
        if (identity.isEmpty()) {
            return false;
        }
        FarSide side = new FarSide(call, ++attempt);
        MediaLeg opened = exchange.media().open(side);
        if (opened == null) {
            return false;
        }
        line = chosen;
        media = opened;
        agreed = false;
        tried.add(chosen.trunk().name());
        byte[] offer = opened.offer(security(chosen.trunk())).bytes();
        FarLeg.FarSettings settings = new FarLeg.FarSettings(exchange.randomness(), plan.farRingLimit());
        try (Digits written = chosen.written(plan.number(), exchange.digits())) {
            if (written == null) {
                return false;
            }
            legs.add(exchange.legs().invite(FarLeg.compose(chosen, identity.get(), written, offer, settings), side));
        }
        return true;
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

    MediaLeg media() {
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
        FarLine next = outcome.mayFailOver() && line != null ? Lines.next(exchange, line, tried) : null;
        if (next == null) {
            return false;
        }
        line = next;
        closeMedia();
        return true;
    }

    /** Ends the leg and gives the ports and the lease back. */
    void leave() {
        if (!legs.isEmpty()) {
            legs.getLast().hangUp();
        }
        closeMedia();
        plan.lease().close();
    }

    void forget(Digits digits) {
        legs.forEach(leg -> leg.forget(digits));
    }

    private void closeMedia() {
        if (media != null) {
            media.close();
            media = null;
        }
    }
}
