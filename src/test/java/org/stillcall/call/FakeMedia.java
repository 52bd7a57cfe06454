package org.stillcall.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stillcall.media.BrowserLeg;
import org.stillcall.media.Flow;
import org.stillcall.media.Learning;
import org.stillcall.media.Media;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.Prompt;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SdpBody;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Slice;

/** Media without sockets; it notes what each leg was told. */
final class FakeMedia implements Media {
    final List<FakeMediaLeg> legs = new ArrayList<>();
    /** What each leg offered was to be, in order. */
    final List<SecureMedia> policies = new ArrayList<>();

    int most = Integer.MAX_VALUE;

    static Slice description() {
        MemorySegment memory = Arena.ofAuto().allocateFrom("v=0", StandardCharsets.US_ASCII);
        return new Slice(memory, 0, 3);
    }

    @Override
    public RtpLeg open(MediaListener listener, Learning learning) {
        return opened(listener);
    }

    @Override
    public BrowserLeg openBrowser(MediaListener listener) {
        return opened(listener);
    }

    private FakeMediaLeg opened(MediaListener listener) {
        if (openLegs() >= most) {
            return null;
        }
        FakeMediaLeg leg = new FakeMediaLeg(listener);
        legs.add(leg);
        return leg;
    }

    long openLegs() {
        return legs.stream().filter(leg -> !leg.closed).count();
    }

    @Override
    public int freePorts() {
        return 100;
    }

    /** Towards a phone or towards a browser. */
    final class FakeMediaLeg implements RtpLeg, BrowserLeg {
        final MediaListener listener;
        final List<String> told = new ArrayList<>();
        /** What was played to its end, or was to be: no tones that repeat. */
        final List<Prompt> played = new ArrayList<>();

        boolean closed;
        boolean held;
        boolean unusable;
        long packets;
        /** Every leg that its sound was ever sent to. */
        final Set<MediaLeg> reached = new LinkedHashSet<>();

        FakeMediaLeg(MediaListener listener) {
            this.listener = listener;
        }

        private SdpBody body() {
            return new SdpBody("v=0".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public SdpBody offer(SecureMedia policy) {
            policies.add(policy);
            return body();
        }

        @Override
        public Negotiation answered(MemorySegment sdp, long offset, long length) {
            return length == 0
                    ? new Negotiation.Refused(Negotiation.Reason.NOT_UNDERSTOOD)
                    : new Negotiation.Agreed(false, false);
        }

        @Override
        public Negotiation answerTo(SecureMedia policy, MemorySegment sdp, long offset, long length) {
            return new Negotiation.Answer(body(), false, held);
        }

        @Override
        public Negotiation answerTo(byte[] offer) {
            told.add("offer");
            return unusable
                    ? new Negotiation.Refused(Negotiation.Reason.NOT_EXPECTED)
                    : new Negotiation.Answer(body(), true, false);
        }

        /** The browser's connection comes up, and its first sound with it. */
        void connects() {
            packets++;
            listener.connected(this);
        }

        @Override
        public void supervise(boolean on) {
            told.add("supervise " + on);
        }

        @Override
        public void connect(MediaLeg other, Flow flow) {
            told.add("connect " + flow);
            reached.add(other);
        }

        @Override
        public void mix(List<MediaLeg> others) {
            told.add("mix of " + (1 + others.size()));
        }

        @Override
        public void disconnect() {
            told.add("disconnect");
        }

        @Override
        public void play(Prompt prompt, boolean repeat) {
            told.add(repeat ? "tone" : "sentence");
            if (!repeat) {
                played.add(prompt);
            }
        }

        @Override
        public void stop() {
            told.add("stop");
        }

        @Override
        public void sendDigit(char digit) {
            told.add("digit");
        }

        @Override
        public void keepKeys() {
            told.add("keep keys");
        }

        @Override
        public void attend(boolean on) {
            told.add("attend " + on);
        }

        @Override
        public int port() {
            return 40_000;
        }

        @Override
        public int levelHeard() {
            return 0;
        }

        @Override
        public int levelSent() {
            return 0;
        }

        @Override
        public long packetsHeard() {
            return packets;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
