package org.stillcall.sip;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.stillcall.base.Randomness;
import org.stillcall.sip.TrunkRegistration.Event;

/** What one line asks its trunk, REGISTER and OPTIONS, and what the answers mean. */
final class TrunkRequests {
    private final TrunkLine.Settings settings;
    private final Function<Hop, String> ourPlace;
    private final Randomness randomness;
    private final String callId;
    private long cseq;

    TrunkRequests(TrunkLine.Settings settings, Function<Hop, String> ourPlace, Randomness randomness) {
        this.settings = settings;
        this.ourPlace = ourPlace;
        this.randomness = randomness;
        this.callId = randomness.token(128); // RFC 3261 section 10.2.4: one for all registrations of one boot
        this.cseq = randomness.nextLong() >>> 40;
    }

    private String contact(Hop hop) {
        String way = hop.transport() == Transport.UDP
                ? ""
                : ";transport=" + hop.transport().via().toLowerCase(Locale.ROOT);
        return "sip:" + settings.user() + "@" + ourPlace.apply(hop) + way;
    }

    /** A registration for so many seconds; 0 gives it back. */
    OutgoingRequest register(Hop hop, long seconds) {
        cseq += 2; // the stack takes the next one for the answer to a challenge
        String ourselves = "sip:" + settings.user() + "@" + settings.domain();
        List<HeaderLine> extra = List.of(
                new HeaderLine(HeaderName.CONTACT, "<" + contact(hop) + ">;expires=" + seconds),
                new HeaderLine(HeaderName.EXPIRES, Long.toString(seconds)));
        return new OutgoingRequest(
                hop,
                SipMethod.REGISTER,
                "sip:" + settings.domain(),
                ourselves,
                ourselves,
                callId,
                cseq,
                extra,
                settings.credential());
    }

    /** Whether the trunk lives there. */
    OutgoingRequest options(Hop hop) {
        String uri = "sip:" + settings.domain();
        String from = settings.user().isEmpty() ? uri : "sip:" + settings.user() + "@" + settings.domain();
        return new OutgoingRequest(hop, SipMethod.OPTIONS, uri, from, uri, randomness.token(128), 1, List.of(), null);
    }

    /** What a response to a registration means; {@code asked}: for how many seconds. */
    Event read(SipMessage response, Hop hop, long asked) {
        int status = response.status();
        if (status < 300) {
            return new Event.Granted(granted(response, hop, asked));
        }
        if (status == 423) {
            Slice least = response.header(HeaderName.MIN_EXPIRES);
            return new Event.TooBrief(least == null ? 0 : least.number());
        }
        if (status >= 500 && status < 600 || status == 408 || status == 480) {
            return new Event.Unavailable(TrunkPings.retryAfter(response));
        }
        return new Event.Refused();
    }

    /** How long the registration lasts: as our Contact says, else Expires, else what was asked (section 10.2.1.1). */
    private long granted(SipMessage response, Hop hop, long asked) {
        for (int i = 0; i < response.headerCount(); i++) {
            if (response.headerName(i) != HeaderName.CONTACT) {
                continue;
            }
            Slice rest = response.headerValue(i);
            while (!rest.isEmpty()) {
                NameAddress one = NameAddress.parse(rest);
                Slice seconds = one.parameters().parameter("expires");
                if (one.valid()
                        && seconds != null
                        && seconds.number() > 0
                        && one.uri().is(contact(hop))) {
                    return seconds.number();
                }
                rest = one.rest();
            }
        }
        Slice expires = response.header(HeaderName.EXPIRES);
        return expires != null && expires.number() > 0 ? expires.number() : asked;
    }
}
