package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Region;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Party;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.Trunk;

/**
 * Composes the near leg of a phone that speaks SIP: what it shows is the centre's, never the survivor's (G19).
 */
final class NearLeg {
    private static final Party NEUTRAL_USER = new Party("", "call", "");

    private NearLeg() {}

    /**
     * A leg that is about to ring.
     *
     * @param shown what stands beside the number on a phone of ours
     */
    record Rings(RtpLeg media, LegListener listener, String shown) {}

    /**
     * Which phone.
     *
     * @param number of a mobile, else null
     */
    record Called(NearPhone.Sip phone, @Nullable Digits number) {
        @Override
        public String toString() {
            return "Called";
        }
    }

    /** Rings a phone of ours; null when it is nowhere to be reached. */
    static @Nullable Leg invite(Exchange exchange, Errand errand, Called called, Rings rings) {
        return switch (called.phone()) {
            case NearPhone.Desk desk -> desk(exchange, desk, rings);
            case NearPhone.Mobile mobile ->
                called.number() == null ? null : mobile(exchange, errand, called.number(), rings);
            case NearPhone.Outside outside -> null; // it needs what #outside takes
        };
    }

    /**
     * Calls somebody outside who is no survivor, and shows them no more than a survivor is shown: the same composer, an
     * identity of this leg alone. Null when there is no line or none that can withhold it.
     */
    static @Nullable Leg outside(Exchange exchange, Errand errand, OutsideNumber taken, Rings rings) {
        return outside(exchange, errand, taken, rings, exchange.settings().nearRingLimit());
    }

    /** @param limit how long it rings */
    static @Nullable Leg outside(Exchange exchange, Errand errand, OutsideNumber taken, Rings rings, Duration limit) {
        FarLine line = Lines.first(exchange, errand.needs());
        Region home = errand.rule().home();
        if (line == null || home == null) {
            return null;
        }
        Region there = exchange.dialPlan().destination(taken.number(), home).region();
        Optional<FarIdentity> identity =
                FarIdentity.compose(line.trunk(), errand.rule(), Identity.HIDDEN, taken.lease(), there);
        try (Digits written = line.written(taken.number(), exchange.digits())) {
            if (identity.isEmpty() || identity.get().shows() || written == null) {
                return null;
            }
            byte[] offer = rings.media().offer(FarHalf.security(line.trunk())).bytes();
            FarLeg.FarSettings settings = new FarLeg.FarSettings(exchange.randomness(), limit);
            return MeteredLeg.invite(
                    exchange, line, FarLeg.compose(line, identity.get(), written, offer, settings), rings.listener());
        }
    }

    private static @Nullable Leg desk(Exchange exchange, NearPhone.Desk desk, Rings rings) {
        Optional<NearPhone.Place> place = desk.place().get();
        if (place.isEmpty()) {
            return null;
        }
        Invitation invitation = new Invitation(
                List.of(place.get().hop()),
                place.get().target(),
                new Party(
                        rings.shown(), NEUTRAL_USER.user(), exchange.settings().shownToPhones()),
                exchange.randomness().token(64),
                List.of(),
                null,
                rings.media().offer(desk.media()).bytes(),
                null,
                exchange.settings().nearRingLimit(),
                true);
        return exchange.legs().invite(invitation, rings.listener());
    }

    private static @Nullable Leg mobile(Exchange exchange, Errand errand, Digits number, Rings rings) {
        FarLine line = Lines.first(exchange, errand.rule().label(), errand.secure());
        if (line == null || exchange.settings().mainNumber() == null) {
            return null;
        }
        SecureMedia security =
                line.trunk().media() == Trunk.MediaSecurity.SDES ? SecureMedia.DEMANDED : SecureMedia.PLAIN;
        Invitation invitation = FarLeg.composeForMobile(
                line,
                exchange.settings().mainNumber(),
                number,
                rings.media().offer(security).bytes(),
                new FarLeg.FarSettings(
                        exchange.randomness(), exchange.settings().nearRingLimit()));
        return MeteredLeg.invite(exchange, line, invitation, rings.listener());
    }

    static Outcome outcome(LegFailure failure) {
        return switch (failure.kind()) {
            case REJECTED ->
                failure.status() == 486 || failure.status() == 600
                        ? Outcome.ADVOCATE_BUSY
                        : failure.status() == 480 || failure.status() == 408
                                ? Outcome.ADVOCATE_NO_ANSWER
                                : Outcome.ADVOCATE_UNREACHABLE;
            case RING_LIMIT -> Outcome.ADVOCATE_NO_ANSWER;
            case CANCELLED -> Outcome.ENDED_BY_ADVOCATE;
            case NO_RESPONSE, UNREACHABLE, BAD_ANSWER -> Outcome.ADVOCATE_UNREACHABLE;
        };
    }
}
