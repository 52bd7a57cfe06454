package org.stillcall.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Contract;

/** The switch's half of a leg: tells the media thread what the switch wants, and the switch what came of it. */
abstract sealed class EngineLeg implements MediaLeg permits PortLeg, WebLeg {
    final Level heard = new Level();
    final Level sent = new Level();

    private final Relay relay;
    private final MediaListener listener;
    private final LegAudio audio;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long packetsHeard;

    EngineLeg(Relay relay, MediaListener listener, Way way, long number) {
        this.relay = relay;
        this.listener = listener;
        this.audio = new LegAudio(this, relay, way, number);
    }

    final LegAudio audio() {
        return audio;
    }

    final boolean closed() {
        return closed.get();
    }

    /** Overwrites the keys of what was negotiated; media thread. */
    abstract void erase();

    @Override
    public final void supervise(boolean on) {
        post(() -> audio.supervise(on));
    }

    @Override
    public final void connect(MediaLeg other, Flow flow) {
        Contract.require(
                other instanceof EngineLeg leg && leg.relay == relay && other != this,
                "Two legs of one engine are connected.");
        LegAudio peer = ((EngineLeg) other).audio;
        post(() -> audio.connect(peer, flow));
    }

    @Override
    public final void mix(List<MediaLeg> others) {
        Contract.require(others.size() < MediaLimits.MIXED_LEGS, "A mix has a bounded number of legs.");
        List<LegAudio> all = new ArrayList<>(MediaLimits.MIXED_LEGS);
        all.add(audio);
        for (MediaLeg other : others) {
            Contract.require(
                    other instanceof EngineLeg leg && leg.relay == relay && !all.contains(leg.audio),
                    "Legs of one engine are mixed, each once.");
            all.add(((EngineLeg) other).audio);
        }
        post(() -> {
            Mix mix = new Mix();
            all.forEach(leg -> leg.join(mix));
            relay.pace(mix);
        });
    }

    @Override
    public final void disconnect() {
        post(audio::disconnect);
    }

    @Override
    public final void play(Prompt prompt, boolean repeat) {
        post(() -> audio.play(prompt, repeat));
    }

    @Override
    public final void stop() {
        post(audio::stop);
    }

    @Override
    public final void sendDigit(char digit) {
        int code = DigitReader.codeOf(digit);
        Contract.require(code >= 0, "A digit is one of 0-9, *, #, A-D.");
        post(() -> audio.sendDigit(code));
    }

    @Override
    public final void keepKeys() {
        post(audio::keepKeys);
    }

    @Override
    public final void attend(boolean on) {
        post(() -> audio.ears.attend(on));
    }

    @Override
    public final void record(@Nullable Recorder recorder) {
        post(() -> audio.ears.record(recorder));
    }

    @Override
    public final void overhear(@Nullable ControlEar ear) {
        post(() -> {
            audio.ears.overhear(ear);
            audio.way.hearControl();
        });
    }

    @Override
    public final int levelHeard() {
        return heard.value(relay.clockNow());
    }

    @Override
    public final int levelSent() {
        return sent.value(relay.clockNow());
    }

    @Override
    public final long packetsHeard() {
        return packetsHeard;
    }

    /** Counts an accepted packet; media thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    final void heardOne() {
        packetsHeard++;
    }

    /** Passes news on; the switch's thread. */
    final void tell(Consumer<MediaListener> news) {
        if (!closed.get()) {
            news.accept(listener);
        }
    }

    final void post(Runnable instruction) {
        if (!closed.get()) {
            relay.post(instruction);
        }
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            relay.post(() -> {
                audio.close();
                erase();
            });
        }
    }
}
