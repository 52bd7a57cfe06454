package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.stillcall.base.Contract;
import org.stillcall.base.Randomness;

/** The switch's half of a leg: negotiates on the caller's thread and tells the media thread what came of it. */
final class EngineLeg implements MediaLeg {
    final Level heard = new Level();
    final Level sent = new Level();

    private final Relay relay;
    private final MediaListener listener;
    private final int port;
    private final LegAudio audio;
    private final Negotiator negotiator; // guarded by itself
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long packetsHeard;

    EngineLeg(Relay relay, MediaListener listener, SocketPair pair, Learning learning, long number) {
        Randomness randomness = relay.randomness;
        this.relay = relay;
        this.listener = listener;
        this.port = pair.port;
        this.audio = new LegAudio(this, relay, pair, learning, number);
        this.negotiator = new Negotiator(relay.settings.advertised(), port, randomness);
    }

    LegAudio audio() {
        return audio;
    }

    @Override
    public SdpBody offer(SecureMedia policy) {
        synchronized (negotiator) {
            return negotiator.offer(policy);
        }
    }

    @Override
    public Negotiation answered(MemorySegment sdp, long offset, long length) {
        synchronized (negotiator) {
            return closed.get() ? CLOSED : apply(negotiator.answered(sdp, offset, length));
        }
    }

    @Override
    public Negotiation answerTo(SecureMedia policy, MemorySegment sdp, long offset, long length) {
        synchronized (negotiator) {
            return closed.get() ? CLOSED : apply(negotiator.answerTo(policy, sdp, offset, length));
        }
    }

    private static final Negotiation CLOSED = new Negotiation.Refused(Negotiation.Reason.NOT_EXPECTED);

    private Negotiation apply(Negotiation outcome) {
        AudioTerms agreed = negotiator.terms();
        if (agreed != null && !(outcome instanceof Negotiation.Refused)) {
            relay.post(() -> audio.apply(agreed));
        }
        return outcome;
    }

    @Override
    public void supervise(boolean on) {
        post(() -> audio.supervise(on));
    }

    @Override
    public void connect(MediaLeg other, Flow flow) {
        Contract.require(
                other instanceof EngineLeg leg && leg.relay == relay && other != this,
                "Two legs of one engine are connected.");
        LegAudio peer = ((EngineLeg) other).audio;
        post(() -> audio.connect(peer, flow));
    }

    @Override
    public void disconnect() {
        post(audio::disconnect);
    }

    @Override
    public void play(Prompt prompt, boolean repeat) {
        post(() -> audio.play(prompt, repeat));
    }

    @Override
    public void stop() {
        post(audio::stop);
    }

    @Override
    public void sendDigit(char digit) {
        int code = DigitReader.codeOf(digit);
        Contract.require(code >= 0, "A digit is one of 0-9, *, #, A-D.");
        post(() -> audio.sendDigit(code));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int levelHeard() {
        return heard.value(relay.clockNow());
    }

    @Override
    public int levelSent() {
        return sent.value(relay.clockNow());
    }

    @Override
    public long packetsHeard() {
        return packetsHeard;
    }

    /** Counts an accepted packet; media thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void heardOne() {
        packetsHeard++;
    }

    /** Passes news on; the switch's thread. */
    void tell(Consumer<MediaListener> news) {
        if (!closed.get()) {
            news.accept(listener);
        }
    }

    private void post(Runnable instruction) {
        if (!closed.get()) {
            relay.post(instruction);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            relay.post(() -> {
                audio.close();
                synchronized (negotiator) {
                    negotiator.erase();
                }
            });
        }
    }
}
