package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/**
 * The media thread's half of a leg: everything that packets touch. What arrives is judged, opened, read and noted;
 * audio and digits go on to the leg that it is connected to, which makes packets of its own from them. Media thread
 * only.
 */
final class LegAudio extends Paced {
    private static final int PRESS_SAMPLES = 800; // 100 ms

    /** The public half, passed to the listener. */
    final EngineLeg face;

    /** Its place in the relay's list, or -1. */
    int legPlace = -1;

    private final Relay relay;
    final Way way;
    private final long number;
    private final Reception reception = new Reception();
    private final Transmission transmission;
    private final Reports reports;
    private final SecureLeg security = new SecureLeg();
    private final KeyPassage keys = new KeyPassage();
    private final DigitSender digitSender = new DigitSender();
    private final Player player = new Player();
    private final Silence silence;
    final Ears ears;

    private @Nullable AudioTerms terms;
    private @Nullable LegAudio sink;
    private @Nullable LegAudio feeder;
    private Mix.@Nullable Seat seat; // where three talk
    private int digitBegins;
    private boolean closed;

    LegAudio(EngineLeg face, Relay relay, Way way, long number) {
        this.face = face;
        this.relay = relay;
        this.way = way;
        this.number = number;
        this.silence = new Silence(relay.settings.silenceLimit().toNanos());
        this.ears = new Ears(face, relay);
        this.transmission = new Transmission(relay.randomness);
        this.reports = new Reports(relay.randomness);
    }

    void open() {
        way.open(this);
        relay.add(this);
    }

    void apply(AudioTerms agreed) {
        if (closed) {
            return;
        }
        long now = relay.now();
        if (terms == null) {
            reports.begin(now);
        }
        terms = agreed;
        way.agree(agreed, now);
        if (security.agree(agreed.secure())) {
            transmission.rekey();
        }
        if (agreed.digitsOut() < 0) {
            digitSender.clear();
        }
        silence.suspend(!(agreed.sends() && agreed.hears()), now);
    }

    void supervise(boolean on) {
        long now = relay.now();
        silence.watch(on, now);
        if (on) {
            way.extend(now);
        }
    }

    void connect(LegAudio other, Flow flow) {
        disconnect();
        other.disconnect();
        if (closed || other.closed) {
            return;
        }
        if (flow != Flow.TO_THIS) {
            feed(other);
        }
        if (flow != Flow.TO_OTHER) {
            other.feed(this);
        }
    }

    private void feed(LegAudio other) {
        sink = other;
        other.feeder = this;
    }

    void disconnect() {
        LegAudio to = sink;
        LegAudio from = feeder;
        if (to != null) {
            keys.end();
            to.feeder = null;
            sink = null;
        }
        if (from != null) {
            from.keys.end();
            from.sink = null;
            feeder = null;
        }
        if (seat != null) {
            seat.leave();
            seat = null;
        }
    }

    /** Takes its place where three talk, instead of what it was connected to. */
    void join(Mix mix) {
        disconnect();
        if (!closed) {
            seat = mix.seat(this);
        }
    }

    void play(Prompt prompt, boolean repeat) {
        if (!closed) {
            player.play(prompt, repeat);
            relay.pace(this);
        }
    }

    void stop() {
        player.stop();
    }

    void sendDigit(int code) {
        AudioTerms agreed = terms;
        if (!closed && agreed != null && agreed.digitsOut() >= 0 && digitSender.add(code, PRESS_SAMPLES)) {
            relay.pace(this);
        }
    }

    void keepKeys() {
        keys.keep();
    }

    void close() {
        if (closed) {
            return;
        }
        disconnect();
        if (transmission.packets > 0 || reports.any()) {
            report(true, relay.now());
        }
        closed = true;
        player.stop();
        digitSender.clear();
        ears.close();
        terms = null;
        security.close();
        relay.remove(this);
        way.close(relay.now());
    }

    /** Whether anything was agreed yet: before that nothing is heard. */
    boolean agreed() {
        return terms != null;
    }

    /** Takes a report of the peer; false when it is not genuine. */
    boolean controlHeard(byte[] data, int length, long now) {
        boolean sized = length >= 8 && length <= MediaLimits.DATAGRAM_BYTES;
        int clear = sized ? security.openControl(data, length) : 0;
        if (clear < 0) {
            relay.counters.forged.increment();
            return false;
        }
        ears.hearControl(data, clear);
        if (!Rtcp.valid(data, clear)) {
            relay.counters.malformed.increment();
            return false;
        }
        Rtcp.read(data, clear, reception, now);
        return true;
    }

    /** Takes an audio or digit packet of the peer; false when it is not genuine. */
    boolean audioHeard(byte[] data, int length, long now) {
        AudioTerms agreed = terms;
        if (agreed == null) {
            return false;
        }
        RtpPacket packet = relay.packet;
        if (length > MediaLimits.DATAGRAM_BYTES || !packet.readHeader(data, length)) {
            relay.counters.malformed.increment();
            return false;
        }
        boolean digits = agreed.digitsIn() >= 0 && packet.payloadType == agreed.digitsIn();
        boolean audio = packet.payloadType == Law.ULAW.payload || packet.payloadType == Law.ALAW.payload;
        if (!digits && !audio) {
            relay.counters.malformed.increment();
            return false;
        }
        int clear = security.open(data, packet, length);
        if (clear < 0) {
            relay.counters.forged.increment();
            return false;
        }
        packet.payloadLength = clear - packet.payloadOffset;
        if (!packet.dropPadding() || packet.payloadLength == 0 || packet.payloadLength > MediaLimits.PACKET_SAMPLES) {
            relay.counters.malformed.increment();
            return false;
        }
        take(packet, audio, now);
        return true;
    }

    private void take(RtpPacket packet, boolean audio, long now) {
        long restarts = reception.restarts();
        if (!reception.accept(packet)) {
            relay.counters.malformed.increment();
            return;
        }
        if (restarts != reception.restarts()) {
            keys.restart();
        }
        relay.counters.heard.increment();
        face.heardOne();
        silence.heard(now);
        if (audio) {
            reception.time(packet.timestamp, now);
            int peak = G711.peak(packet.data, packet.payloadOffset, packet.payloadLength, packet.law());
            face.heard.note(peak, now);
            ears.hear(packet);
        }
        LegAudio to = sink;
        if (!audio) {
            digit(packet);
        } else if (seat != null) {
            seat.hear(packet);
        }
        if (to != null) {
            long stream = number << 24 | reception.restarts() & 0xffffff;
            to.relay(packet, audio, stream, reception.index(), now);
        }
    }

    private void digit(RtpPacket packet) {
        DigitReader.News news = keys.read(packet);
        if (news == DigitReader.News.BEGUN) {
            char digit = keys.digit();
            relay.tell(face, listener -> listener.digit(face, digit));
        }
        keys.pass(news, sink);
    }

    /** Begins to press a key towards the peer; false when it cannot be. */
    boolean press(int code) {
        AudioTerms agreed = terms;
        if (agreed == null || agreed.digitsOut() < 0 || !digitSender.press(code)) {
            return false;
        }
        relay.pace(this);
        return true;
    }

    void keepPressing() {
        digitSender.keep();
    }

    void release(int samples) {
        digitSender.release(samples);
    }

    private void relay(RtpPacket packet, boolean audio, long stream, long index, long now) {
        AudioTerms agreed = terms;
        boolean passes = audio && agreed != null && agreed.sends() && !player.playing() && !digitSender.busy();
        if (agreed == null || !passes) {
            transmission.skip(stream, index);
            return;
        }
        int samples = packet.payloadLength;
        if (!transmission.place(stream, index, packet.timestamp, samples, now)) {
            return;
        }
        Law law = packet.law();
        byte[] out = relay.out;
        G711.copy(packet.data, packet.payloadOffset, law, out, RtpPacket.HEADER_BYTES, agreed.law(), samples);
        sendAudio(agreed, samples, now);
    }

    /**
     * Says what the others of a mix say; false when nothing is sent now, as while a prompt or a key is.
     *
     * @param first whether the step before was not sent
     */
    boolean say(int[] all, short[] own, boolean first, long now) {
        AudioTerms agreed = terms;
        if (agreed == null || !agreed.sends() || !way.reaches() || paced()) {
            return false;
        }
        transmission.placeOwn(first, JitterBuffer.STEP, now);
        Mix.code(all, own, agreed.law(), relay.out, RtpPacket.HEADER_BYTES);
        sendAudio(agreed, JitterBuffer.STEP, now);
        return true;
    }

    private void sendAudio(AudioTerms agreed, int samples, long now) {
        face.sent.note(G711.peak(relay.out, RtpPacket.HEADER_BYTES, samples, agreed.law()), now);
        send(agreed.law().payload, samples);
    }

    private void send(int payloadType, int payloadLength) {
        if (!way.reaches()) {
            return;
        }
        byte[] out = relay.out;
        Transmission numbers = transmission;
        RtpPacket.writeHeader(out, numbers.marker, payloadType, numbers.index, numbers.timestamp, numbers.source);
        int length = security.seal(out, RtpPacket.HEADER_BYTES + payloadLength, numbers);
        numbers.packets++;
        numbers.octets += payloadLength;
        if (way.send(out, length)) {
            relay.counters.sent.increment();
        } else {
            relay.counters.unsent.increment();
        }
    }

    @Override
    boolean paced() {
        return player.playing() || digitSender.busy();
    }

    /** Sends what is due of a digit or, if there is none, of a prompt. */
    @Override
    void step(long now) {
        stepped(now);
        AudioTerms agreed = terms;
        boolean silent = agreed == null || !agreed.sends() || !way.reaches();
        if (digitSender.busy()) {
            int told = digitSender.step(relay.out, RtpPacket.HEADER_BYTES);
            if (told != 0 && agreed != null && !silent) {
                if (told == 1) {
                    digitBegins = transmission.beginDigit(now);
                }
                transmission.placeDigit(digitBegins, told == 1);
                send(agreed.digitsOut(), DigitSender.PAYLOAD_BYTES);
            }
            if (told != 0) {
                return;
            }
        }
        if (player.playing()) {
            prompt(agreed, silent, now);
        }
    }

    private void prompt(@Nullable AudioTerms agreed, boolean silent, long now) {
        Law law = agreed == null ? Law.ULAW : agreed.law();
        boolean first = player.first();
        boolean ended = player.step(relay.out, RtpPacket.HEADER_BYTES, law);
        if (agreed != null && !silent) {
            transmission.placeOwn(first, Player.SAMPLES, now);
            sendAudio(agreed, Player.SAMPLES, now);
            player.stepped();
        }
        if (ended) {
            relay.tell(face, listener -> listener.promptEnded(face));
        }
    }

    void tend(long now) {
        way.tend(now);
        if (silence.due(now)) {
            relay.tell(face, listener -> listener.silent(face));
        }
        boolean active = transmission.packets > 0 || reception.any();
        if (terms != null && active && reports.due(now)) {
            report(false, now);
        }
    }

    private void report(boolean bye, long now) {
        if (!way.reachesControl() || terms == null) {
            return;
        }
        byte[] out = relay.out;
        int length = reports.write(out, transmission, reception, bye, now);
        length = security.sealControl(out, length, transmission);
        if (!way.sendControl(out, length)) {
            relay.counters.unsent.increment();
        }
    }
}
