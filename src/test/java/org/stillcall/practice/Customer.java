package org.stillcall.practice;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.media.Media;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.Prompt;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Decision;
import org.stillcall.sip.Doorkeeper;
import org.stillcall.sip.FailureKind;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.HeaderName;
import org.stillcall.sip.Hop;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Party;
import org.stillcall.sip.Peer;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipStack;
import org.stillcall.sip.SipWire;
import org.stillcall.sip.Slice;
import org.stillcall.sip.StackSettings;
import org.stillcall.sip.Target;
import org.stillcall.sip.Transport;
import org.stillcall.sip.WireListener;

/** A switch of somebody else's on a socket of its own, which calls through the practice carrier. */
final class Customer implements WireListener, AutoCloseable {
    /** How a call of it went; each completes once. */
    static final class Call implements LegListener, MediaListener {
        final CompletableFuture<Integer> rang = new CompletableFuture<>();
        final CompletableFuture<Boolean> answered = new CompletableFuture<>();
        final CompletableFuture<LegFailure> failed = new CompletableFuture<>();
        final CompletableFuture<HangUp> hungUp = new CompletableFuture<>();
        final CompletableFuture<Character> keyed = new CompletableFuture<>();
        private @Nullable Leg leg;
        private @Nullable RtpLeg media;
        private final Prompt voice;

        Call(Prompt voice) {
            this.voice = voice;
        }

        RtpLeg media() {
            if (media == null) {
                throw new IllegalStateException("The call has no audio yet.");
            }
            return media;
        }

        @Override
        public void progressed(Leg self, int status, Slice sdp) {
            rang.complete(status);
        }

        @Override
        public void answered(Leg self, Slice sdp) {
            Negotiation outcome = media().answered(sdp.memory(), sdp.start(), sdp.length());
            media().play(voice, true);
            answered.complete(outcome instanceof Negotiation.Agreed);
        }

        @Override
        public void failed(Leg self, LegFailure failure) {
            media().close();
            failed.complete(failure);
        }

        @Override
        public void hungUp(Leg self, HangUp how) {
            media().close();
            hungUp.complete(how);
        }

        @Override
        public byte @Nullable [] reoffered(Leg self, Slice sdp) {
            return null;
        }

        @Override
        public byte[] currentOffer(Leg self) {
            return media().offer(SecureMedia.PLAIN).bytes();
        }

        @Override
        public void reanswered(Leg self, Slice sdp) {
            // nothing is renegotiated here
        }

        @Override
        public void acknowledged(Leg self) {
            // a called side's matter
        }

        @Override
        public void digit(MediaLeg self, char digit) {
            keyed.complete(digit);
        }
    }

    private static final int SECONDS = 10;

    private final SipLoop loop;
    private final Media media;
    private final Prompt voice;
    private final SipWire wire;
    private final SipStack stack;
    /** Calls that came in: who they said they were, and to whom they were. */
    final LinkedBlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();

    private final BlockPool numbers = Digits.pool(8);

    Customer(SipLoop loop, Media media, Prompt voice) {
        this.loop = loop;
        this.media = media;
        this.voice = voice;
        Log log = Log.silent();
        this.wire = new SipWire(loop, this, log);
        Doorkeeper anybody = new Doorkeeper() {
            @Override
            public Decision admit(SipMessage request, Hop from) {
                return new Decision.Admit(new Peer.Carrier(new Label("carrier")));
            }

            @Override
            public Decision register(SipMessage request, Hop from) {
                return new Decision.Silence();
            }
        };
        this.stack = ask(() -> {
            wire.listen(Transport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new SipStack(loop, wire, Randomness.secure(), log, StackSettings.standard(), anybody, this::invited);
        });
    }

    /** One call that came in and was answered. */
    record Incoming(String called, String from, String privacy, Call call) {}

    private @Nullable LegListener invited(IncomingInvite invite) {
        Call call = new Call(voice);
        RtpLeg leg = media.open(call);
        Slice offer = invite.offer();
        if (leg == null
                || !(leg.answerTo(SecureMedia.PLAIN, offer.memory(), offer.start(), offer.length())
                        instanceof Negotiation.Answer answer)) {
            return null;
        }
        call.media = leg;
        call.leg = invite.leg();
        invite.leg().answer(answer.body().bytes());
        leg.play(voice, true);
        Slice privacy = invite.request().header(HeaderName.PRIVACY);
        String asked = privacy == null ? "" : text(privacy);
        incoming.add(
                new Incoming(text(invite.user()), text(invite.request().from().uri()), asked, call));
        return call;
    }

    private static String text(Slice slice) {
        byte[] bytes = new byte[slice.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = slice.at(i);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private <T> T ask(java.util.function.Supplier<T> question) {
        return loop.ask(question).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** An anonymous call with a leased number behind it. */
    Call anonymous(InetSocketAddress carrier, CharSequence dialled) {
        return call(
                carrier, dialled, Party.ANONYMOUS, List.of("id", "header"), "sip:+16175550180@127.0.0.1;user=phone");
    }

    /** Calls; {@code dialled} may begin with a code and a plus sign. */
    Call call(
            InetSocketAddress carrier,
            CharSequence dialled,
            Party from,
            List<String> privacy,
            @Nullable String asserted) {
        return ask(() -> {
            Call call = new Call(voice);
            RtpLeg leg = media.open(call);
            if (leg == null) {
                throw new IllegalStateException("No port is free.");
            }
            call.media = leg;
            try (Digits digits = digits(dialled)) {
                Target target = new Target(
                        "",
                        digits.international(),
                        digits,
                        carrier.getAddress().getHostAddress(),
                        carrier.getPort(),
                        ";user=phone");
                Invitation invitation = new Invitation(
                        List.of(Hop.udp(carrier)),
                        target,
                        from,
                        "",
                        privacy,
                        asserted,
                        leg.offer(SecureMedia.PLAIN).bytes(),
                        null,
                        Duration.ofSeconds(30),
                        false);
                call.leg = stack.invite(invitation, call);
            }
            return call;
        });
    }

    private Digits digits(CharSequence dialled) {
        byte[] text = dialled.toString().getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(text.length);
            MemorySegment.copy(MemorySegment.ofArray(text), 0, memory, 0, text.length);
            Digits digits = Digits.read(numbers, memory, 0, text.length);
            if (digits == null) {
                throw new IllegalStateException("A test dials a number.");
            }
            return digits;
        }
    }

    void hangUp(Call call) {
        boolean done = ask(() -> {
            if (call.leg != null) {
                call.leg.hangUp();
            }
            call.media().close();
            return true;
        });
        if (!done) {
            throw new IllegalStateException("The loop did not answer.");
        }
    }

    @Override
    public void received(Hop from, Block message, int length) {
        stack.received(from, message, length);
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {
        stack.failed(hop, kind);
    }

    @Override
    public void close() {
        boolean done = ask(() -> {
            stack.close();
            wire.close();
            return true;
        });
        if (!done) {
            throw new IllegalStateException("The loop did not answer.");
        }
    }
}
