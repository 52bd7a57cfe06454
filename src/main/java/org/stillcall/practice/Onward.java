package org.stillcall.practice;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Hop;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Party;
import org.stillcall.sip.Slice;
import org.stillcall.sip.Target;

/**
 * A call of the customer to a number of the customer's own, carried back to them as carriers do: a call of its own,
 * with what its caller is to show, and with whatever the carrier does wrong. Loop thread only.
 */
final class Onward implements LegListener {
    private static final Duration RINGS = Duration.ofSeconds(60);
    private static final int UNAVAILABLE = 480;

    private final Leg from;
    private @Nullable Leg to;
    private final CarriedSound sound;
    private boolean answered;
    private boolean over;

    private Onward(Leg from, CarriedSound sound) {
        this.from = from;
        this.sound = sound;
    }

    /** Sends INVITEs from the exchange's own socket. */
    interface Exchange {
        Leg invite(Function<Hop, Invitation> invitation, LegListener listener);
    }

    /** Null when it was refused at once. */
    static @Nullable LegListener begin(
            PracticeCarrier.Means means,
            IncomingInvite invite,
            Set<Fault> faults,
            Exchange exchange,
            InetSocketAddress home) {
        CarriedSound sound = CarriedSound.open(means, invite.offer(), faults);
        if (sound == null) {
            invite.leg().refuse(503);
            return null;
        }
        Onward call = new Onward(invite.leg(), sound);
        Arrival arrival = Arrival.read(invite.request(), invite.user());
        String host = home.getAddress().getHostAddress();
        Function<Hop, Invitation> invitation = hop -> new Invitation(
                List.of(hop),
                new Target("+" + PracticeNumbers.TEST, false, null, host, home.getPort(), ";user=phone"),
                party(arrival, faults, host),
                "gateway",
                privacy(arrival, faults),
                asserted(arrival, faults, host),
                sound.offer(),
                null,
                RINGS,
                true);
        means.loop().after(faults.contains(Fault.DELAYS) ? Pace.USUAL.delay() : 0, () -> {
            if (!call.over) {
                call.to = exchange.invite(invitation, call.new Far());
            }
        });
        return call;
    }

    private static Party party(Arrival arrival, Set<Fault> faults, String host) {
        String seen = seen(arrival, faults);
        return seen.isEmpty() ? Party.ANONYMOUS : new Party(name(arrival, seen), seen, host);
    }

    /** A switch that prefers Remote-Party-ID writes one itself where none came: of the asserted identity. */
    private static String seen(Arrival arrival, Set<Fault> faults) {
        boolean made = faults.contains(Fault.PREFERS_REMOTE_PARTY_ID)
                && arrival.remoteParty().isEmpty();
        return made && !arrival.asserted().isEmpty() ? arrival.asserted() : CallerShown.seen(arrival, faults);
    }

    private static String name(Arrival arrival, String seen) {
        String listed = PracticeNumbers.name(seen.startsWith("+") ? seen.substring(1) : seen);
        return !listed.isEmpty() ? listed : seen.equals(arrival.user()) ? arrival.display() : "";
    }

    private static List<String> privacy(Arrival arrival, Set<Fault> faults) {
        if (faults.contains(Fault.PASSES_EVERY_HEADER)) {
            return arrival.privacy();
        }
        return seen(arrival, faults).isEmpty() ? List.of("id") : List.of();
    }

    private static @Nullable String asserted(Arrival arrival, Set<Fault> faults, String host) {
        boolean passed = faults.contains(Fault.PASSES_EVERY_HEADER)
                && !arrival.asserted().isEmpty();
        return passed ? "sip:" + arrival.asserted() + "@" + host + ";user=phone" : null;
    }

    private void end(int status) {
        if (!over) {
            over = true;
            if (answered) {
                from.hangUp();
            } else {
                from.refuse(status);
            }
            if (to != null) {
                to.hangUp();
            }
            sound.close();
        }
    }

    /** The leg to the customer. */
    private final class Far implements LegListener {
        @Override
        public void progressed(Leg self, int status, Slice sdp) {
            from.ring();
        }

        @Override
        public void answered(Leg self, Slice sdp) {
            if (!over) {
                answered = true;
                from.answer(sound.answered(sdp));
            }
        }

        @Override
        public void failed(Leg self, LegFailure failure) {
            end(failure.status() >= 400 ? failure.status() : UNAVAILABLE);
        }

        @Override
        public void hungUp(Leg self, HangUp how) {
            end(UNAVAILABLE);
        }

        @Override
        public byte @Nullable [] reoffered(Leg self, Slice sdp) {
            return null;
        }

        @Override
        public byte[] currentOffer(Leg self) {
            return new byte[0];
        }

        @Override
        public void reanswered(Leg self, Slice sdp) {
            // nothing was offered
        }

        @Override
        public void acknowledged(Leg self) {
            // we are the calling side
        }
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
    public void failed(Leg self, LegFailure failure) {
        end(UNAVAILABLE);
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        end(UNAVAILABLE);
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice sdp) {
        return null;
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return new byte[0];
    }

    @Override
    public void reanswered(Leg self, Slice sdp) {
        // nothing was offered
    }

    @Override
    public void acknowledged(Leg self) {
        // the sound is connected already
    }

    @Override
    public String toString() {
        return "Onward";
    }
}
