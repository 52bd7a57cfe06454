package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** Two stacks joined by a {@link LossyNet}: west calls, east is called. */
final class TwoStacks {
    static final byte[] OFFER = sdp("offer");
    static final byte[] ANSWER = sdp("answer");
    final FakeLoop loop = new FakeLoop();
    final LossyNet net;
    final InetSocketAddress westAddress = address(1);
    final InetSocketAddress eastAddress = address(2);
    final SipStack west;
    final SipStack east;
    final LossyNet.End westEnd;
    final LossyNet.End eastEnd;
    SipUser westUser = invite -> null;
    SipUser eastUser = invite -> null;
    boolean eastMayBeKnown = true;
    Decision eastDecision = new Decision.Admit(new Peer.Carrier(new Label("east")));

    TwoStacks(long seed) {
        this(seed, 2000, 100_000);
    }

    TwoStacks(long seed, int legs, int transactions) {
        net = new LossyNet(loop, seed);
        westEnd = net.end(westAddress);
        eastEnd = net.end(eastAddress);
        StackSettings settings = new StackSettings("", legs, transactions, 200);
        Doorkeeper westDoor = door(new Decision.Admit(new Peer.Carrier(new Label("west"))));
        west = new SipStack(
                loop, westEnd, Randomness.seeded(seed), Log.silent(), settings, westDoor, i -> westUser.invited(i));
        Doorkeeper eastDoor = new Doorkeeper() {
            @Override
            public boolean mayKnowUs(SipMessage request, Hop from) {
                return eastMayBeKnown;
            }

            @Override
            public Decision admit(SipMessage request, Hop from) {
                return eastDecision;
            }

            @Override
            public boolean knows(Hop from) {
                return eastMayBeKnown;
            }

            @Override
            public Decision register(SipMessage request, Hop from) {
                return eastDecision;
            }
        };
        east = new SipStack(
                loop, eastEnd, Randomness.seeded(~seed), Log.silent(), settings, eastDoor, i -> eastUser.invited(i));
        westEnd.listener = west;
        eastEnd.listener = east;
    }

    static Doorkeeper door(Decision decision) {
        return new Doorkeeper() {
            @Override
            public Decision admit(SipMessage request, Hop from) {
                return decision;
            }

            @Override
            public Decision register(SipMessage request, Hop from) {
                return decision;
            }
        };
    }

    static InetSocketAddress address(int host) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), 5060);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sdp(String word) {
        return ("v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=" + word + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    Invitation invitation() {
        return invitation(Transport.UDP, null);
    }

    Invitation invitation(Transport transport, @Nullable Digits digits) {
        return new Invitation(
                List.of(new Hop(transport, eastAddress, "", 0)),
                new Target(digits == null ? "bob" : "", digits != null, digits, "10.0.0.2", 0, ";user=phone"),
                Party.ANONYMOUS,
                "c0ffee",
                List.of("id"),
                null,
                OFFER,
                null,
                Duration.ofSeconds(60),
                true);
    }

    static String text(Slice slice) {
        return new String(
                slice.memory().asSlice(slice.start(), slice.length()).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE),
                StandardCharsets.ISO_8859_1);
    }

    /** Sends a text to a stack as if it came from {@code from}. */
    void inject(SipStack stack, InetSocketAddress from, String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        org.stillcall.base.Block block = new org.stillcall.base.BlockPool(16384, 1).take();
        MemorySegment.copy(bytes, 0, block.segment(), java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes.length);
        stack.received(new Hop(Transport.UDP, from, "", 0), block, bytes.length);
    }

    /** Everything that both hold is gone. */
    void assertNothingIsLeft() {
        org.junit.jupiter.api.Assertions.assertAll(
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, west.liveLegs(), "west legs"),
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, east.liveLegs(), "east legs"),
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, west.liveTransactions(), "west transactions"),
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, east.liveTransactions(), "east transactions"),
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, west.blocksOnLoan(), "west blocks"),
                () -> org.junit.jupiter.api.Assertions.assertEquals(0, east.blocksOnLoan(), "east blocks"));
    }

    /** A listener that writes down what it hears. */
    static class Ear implements LegListener {
        final List<String> heard = new ArrayList<>();
        byte @Nullable [] answerToReoffer = ANSWER;

        @Nullable
        HangUp how;

        @Override
        public void progressed(Leg leg, int status, Slice sdp) {
            heard.add("progressed " + status + (sdp.isEmpty() ? "" : " sdp"));
        }

        @Override
        public void answered(Leg leg, Slice sdp) {
            heard.add("answered" + (sdp.isEmpty() ? "" : " sdp"));
        }

        @Override
        public void failed(Leg leg, LegFailure failure) {
            heard.add("failed " + failure.kind() + " " + failure.status());
        }

        @Override
        public void hungUp(Leg leg, HangUp howItEnded) {
            heard.add("hungUp");
            how = howItEnded;
        }

        @Override
        public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
            heard.add("reoffered");
            return answerToReoffer;
        }

        @Override
        public byte[] currentOffer(Leg leg) {
            heard.add("currentOffer");
            return OFFER;
        }

        @Override
        public void reanswered(Leg leg, Slice sdp) {
            heard.add("reanswered");
        }

        @Override
        public void reofferRefused(Leg leg, int status) {
            heard.add("reofferRefused " + status);
        }

        @Override
        public void acknowledged(Leg leg) {
            heard.add("acknowledged");
        }
    }

    /** A called side that keeps its leg. */
    static final class Callee extends Ear implements SipUser {
        @Nullable
        Leg leg;

        @Override
        public @Nullable LegListener invited(IncomingInvite invite) {
            leg = invite.leg();
            heard.add("invited" + (invite.offer().isEmpty() ? "" : " sdp"));
            return this;
        }

        Leg leg() {
            return java.util.Objects.requireNonNull(leg);
        }
    }
}
