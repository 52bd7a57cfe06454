package org.stillcall.call;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Party;
import org.stillcall.trunk.Trunk;

/**
 * Composes the near leg of a phone that speaks SIP: what it shows is the centre's, never the survivor's (G19).
 */
final class NearLeg {
    private static final Party NEUTRAL_USER = new Party("", "call", "");

    private NearLeg() {}

    /** Rings the phone; null when it is nowhere to be reached. */
    static @Nullable Leg invite(
            Exchange exchange, CallPlan plan, NearPhone.Sip phone, RtpLeg media, LegListener listener) {
        return switch (phone) {
            case NearPhone.Desk desk -> desk(exchange, desk, media, listener);
            case NearPhone.Mobile mobile -> mobile(exchange, plan, media, listener);
        };
    }

    private static @Nullable Leg desk(Exchange exchange, NearPhone.Desk desk, RtpLeg media, LegListener listener) {
        Optional<NearPhone.Place> place = desk.place().get();
        if (place.isEmpty()) {
            return null;
        }
        Invitation invitation = new Invitation(
                List.of(place.get().hop()),
                place.get().target(),
                new Party("", NEUTRAL_USER.user(), exchange.settings().shownToPhones()),
                exchange.randomness().token(64),
                List.of(),
                null,
                media.offer(desk.media()).bytes(),
                null,
                exchange.settings().nearRingLimit(),
                true);
        return exchange.legs().invite(invitation, listener);
    }

    private static @Nullable Leg mobile(Exchange exchange, CallPlan plan, RtpLeg media, LegListener listener) {
        FarLine line = Lines.first(exchange, plan.secure());
        if (line == null
                || exchange.settings().mainNumber() == null
                || plan.people().size() < 2) {
            return null;
        }
        Digits number = plan.people().get(1);
        SecureMedia security =
                line.trunk().media() == Trunk.MediaSecurity.SDES ? SecureMedia.DEMANDED : SecureMedia.PLAIN;
        Invitation invitation = FarLeg.composeForMobile(
                line,
                exchange.settings().mainNumber(),
                number,
                media.offer(security).bytes(),
                new FarLeg.FarSettings(
                        exchange.randomness(), exchange.settings().nearRingLimit()));
        return exchange.legs().invite(invitation, listener);
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
