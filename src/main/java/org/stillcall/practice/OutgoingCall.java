package org.stillcall.practice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.HeaderName;
import org.stillcall.sip.Hop;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.NameAddress;
import org.stillcall.sip.Party;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipUri;
import org.stillcall.sip.Slice;
import org.stillcall.sip.Target;

/** A call that a handset makes to the number that it was shown last. Loop thread only. */
final class OutgoingCall implements HandsetCall, LegListener, MediaListener {
    private static final long NEVER = -1;

    /** Sends INVITEs from the exchange's own socket. */
    interface Exchange {
        Leg invite(InetSocketAddress place, Function<Hop, Invitation> invitation, LegListener listener);
    }

    /**
     * Whom a handset can call back.
     *
     * @param seen the number as it was shown, with or without its plus sign
     * @param place where calls to it go
     */
    record Shown(String seen, InetSocketAddress place) {}

    private final PracticePhone phone;
    private final CallerShown shown;
    private final Instant began;
    private RtpLeg media;
    private Leg leg;
    private Loop.@Nullable Timer meter;
    private State state = State.CALLING;
    private long since = NEVER;

    @SuppressWarnings("NullAway.Init") // begin() hands out none without its media and its leg
    private OutgoingCall(PracticePhone phone, CallerShown shown) {
        this.phone = phone;
        this.shown = shown;
        this.began = phone.means().clock().instant();
    }

    /**
     * Calls; empty when there is no port free.
     *
     * @param from the handset's own number; empty to keep it from whom it calls
     */
    static Optional<OutgoingCall> begin(PracticePhone phone, Shown whom, Exchange exchange, String from) {
        CallerShown shown = new CallerShown(false, CallerShown.written(whom.seen()), List.of());
        OutgoingCall call = new OutgoingCall(phone, shown);
        RtpLeg media = phone.means().media().open(call);
        if (media == null) {
            return Optional.empty();
        }
        call.media = media;
        call.leg = exchange.invite(whom.place(), hop -> call.invitation(whom, hop, from), call);
        return Optional.of(call);
    }

    private Invitation invitation(Shown whom, Hop hop, String from) {
        String user = whom.seen().startsWith("+") ? whom.seen() : "+" + whom.seen();
        String host = whom.place().getAddress().getHostAddress();
        Target target = new Target(user, false, null, host, whom.place().getPort(), ";user=phone");
        boolean hidden = from.isEmpty();
        return new Invitation(
                List.of(hop),
                target,
                hidden ? Party.ANONYMOUS : new Party("", from, host),
                "gateway",
                hidden ? List.of("id") : List.of(),
                hidden ? null : "sip:" + from + "@" + host,
                media.offer(SecureMedia.PLAIN).bytes(),
                null,
                Duration.ofMillis(phone.pace().ringLimit()),
                true);
    }

    /** Where a switch that calls is called back: the port of its Contact, on this machine. */
    static Optional<InetSocketAddress> placeOf(SipMessage invite) {
        Slice contact = invite.header(HeaderName.CONTACT);
        NameAddress address = contact == null ? null : NameAddress.parse(contact);
        SipUri uri = address == null || !address.valid() ? null : SipUri.parse(address.uri());
        return uri == null || !uri.valid() || uri.port() == 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.port()));
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public CallerShown shown() {
        return shown;
    }

    @Override
    public int level() {
        return state == State.TALKING ? media.levelHeard() : 0;
    }

    @Override
    public boolean answer() {
        return false;
    }

    @Override
    public boolean reject() {
        return false;
    }

    @Override
    public boolean press(char key) {
        if (state != State.TALKING) {
            return false;
        }
        media.sendDigit(key);
        return true;
    }

    @Override
    public boolean hangUp() {
        leg.hangUp();
        end();
        return true;
    }

    @Override
    public boolean lose() {
        if (state != State.TALKING) {
            return false;
        }
        leg.hangUp(PhoneCall.LOST);
        end();
        return true;
    }

    @Override
    public boolean fallSilent() {
        if (state != State.TALKING) {
            return false;
        }
        media.stop();
        media.disconnect();
        return true;
    }

    @Override
    public void speak() {
        if (state == State.TALKING) {
            phone.speakOn(media);
        }
    }

    private void measure() {
        meter = phone.means().loop().after(phone.pace().meter(), () -> {
            phone.measured();
            measure();
        });
    }

    private void end() {
        if (state == State.IDLE) {
            return;
        }
        if (meter != null) {
            meter.cancel();
        }
        long seconds = since == NEVER ? 0 : (phone.means().loop().nowMillis() - since + 500) / 1000;
        boolean talked = since != NEVER;
        state = State.IDLE;
        media.close();
        phone.returned(new Traces.Made(shown, began, talked, seconds));
    }

    @Override
    public void progressed(Leg self, int status, Slice description) {
        // it rings at the other end
    }

    @Override
    public void answered(Leg self, Slice description) {
        Negotiation outcome = media.answered(description.memory(), description.start(), description.length());
        if (!(outcome instanceof Negotiation.Agreed)) {
            hangUp();
            return;
        }
        state = State.TALKING;
        since = phone.means().loop().nowMillis();
        speak();
        phone.changed();
        measure();
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        end();
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        end();
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice description) {
        Negotiation outcome =
                media.answerTo(SecureMedia.ALLOWED, description.memory(), description.start(), description.length());
        return outcome instanceof Negotiation.Answer answer ? answer.body().bytes() : null;
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return media.offer(SecureMedia.PLAIN).bytes();
    }

    @Override
    public void reanswered(Leg self, Slice description) {
        Negotiation outcome = media.answered(description.memory(), description.start(), description.length());
        if (outcome instanceof Negotiation.Refused) {
            hangUp();
        }
    }

    @Override
    public void acknowledged(Leg self) {
        // the called side's matter
    }
}
