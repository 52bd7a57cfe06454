package org.stillcall.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.stillcall.base.Randomness;

/** A browser made by hand: an offer, STUN checks, Bouncy Castle's DTLS, secure RTP; on one or more addresses. */
final class BrowserPeer implements AutoCloseable {
    static final int PRIORITY = 0x6e7f1eff;

    final RelayRig rig;
    final DtlsIdentity identity = DtlsIdentity.random(Randomness.secure());
    final DtlsPeer dtls = new DtlsPeer(identity, this::queue);
    final List<RelayRig.Peer> sockets = new ArrayList<>();
    final Queue<byte[]> media = new ArrayDeque<>();
    final Queue<byte[]> stun = new ArrayDeque<>();
    /** How many datagrams of each kind came in. */
    int dtlsHeard;

    Duration patience = Duration.ofSeconds(20);
    String name = "";
    String answer = "";
    /** Which datagrams of DTLS get through, either way. */
    Predicate<byte[]> network = datagram -> true;

    private final Queue<byte[]> leaving = new ConcurrentLinkedQueue<>();
    private RelayRig.Peer socket;
    private SrtpCipher sealing;
    private SrtpReceiver opening;
    private int transactions;

    BrowserPeer(RelayRig rig) throws IOException {
        this.rig = rig;
        this.socket = move();
        restart();
    }

    /** Goes on from a new address. */
    RelayRig.Peer move() throws IOException {
        socket = rig.new Peer();
        socket.leg = new java.net.InetSocketAddress(RelayRig.LOOPBACK, rig.browserPort());
        sockets.add(socket);
        return socket;
    }

    void goOnFrom(RelayRig.Peer other) {
        socket = other;
    }

    /** New ICE credentials for the next offer. */
    void restart() {
        name = Randomness.secure().token(64);
    }

    String offer() {
        return new BrowserOffer(name, identity).text();
    }

    /** Offers, takes the answer, and lets the media thread know. */
    void describe(BrowserLeg leg) {
        describe(leg, offer());
    }

    void describe(BrowserLeg leg, String offer) {
        if (!(leg.answerTo(offer.getBytes(StandardCharsets.US_ASCII)) instanceof Negotiation.Answer taken)) {
            throw new AssertionError("not answered");
        }
        answer = new String(taken.body().bytes(), StandardCharsets.US_ASCII);
        rig.turn();
    }

    /** The value of an attribute of the answer. */
    String value(String attribute) {
        return BrowserOffer.value(answer, attribute);
    }

    HandStun request() {
        byte[] transaction = new byte[12];
        Bits.putInt(transaction, 8, ++transactions);
        return new HandStun(0x0001, transaction);
    }

    /** A check of ours as it ought to be, not yet signed. */
    HandStun check(boolean nominates, int priority) {
        HandStun check = request().text(0x0006, value("ice-ufrag") + ":" + name).word(0x0024, priority);
        check.attribute(0xc057, new byte[4]).attribute(0x802a, new byte[8]);
        return nominates ? check.attribute(0x0025, new byte[0]) : check;
    }

    /** Checks the path that we are on; true when the answer is right. */
    boolean checks(boolean nominates) throws IOException {
        return checks(nominates, PRIORITY);
    }

    boolean checks(boolean nominates, int priority) throws IOException {
        byte[] check = check(nominates, priority).signed(value("ice-pwd")).fingerprinted();
        byte[] told = ask(check);
        StunReader reader = new StunReader();
        return told.length > 0
                && reader.read(told, 0, told.length)
                && reader.type() == 0x0101
                && reader.fingerprinted()
                && reader.genuine(new StunKey(value("ice-pwd").getBytes(StandardCharsets.US_ASCII)))
                && reader.find(Stun.XOR_MAPPED_ADDRESS)
                && reader.xorAddress().getPort() == socket.port()
                && Arrays.equals(HandStun.transaction(check), HandStun.transaction(told));
    }

    /** Sends something and returns the STUN that comes back at once, or nothing. */
    byte[] ask(byte[] datagram) throws IOException {
        stun.clear();
        socket.send(datagram);
        pump();
        byte[] told = stun.poll();
        return told == null ? new byte[0] : told;
    }

    private void queue(byte[] datagram) {
        leaving.add(datagram);
    }

    /** Carries datagrams to and fro. */
    void pump() {
        try {
            for (byte[] datagram = leaving.poll(); datagram != null; datagram = leaving.poll()) {
                if (network.test(datagram)) {
                    socket.send(datagram);
                }
            }
            rig.turn();
            for (RelayRig.Peer each : sockets) {
                each.takeAll().forEach(this::arrived);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void arrived(byte[] datagram) {
        int first = datagram[0] & 0xff;
        if (first < 4) {
            stun.add(datagram);
        } else if (first >= 128) {
            media.add(datagram);
        } else if (network.test(datagram)) {
            dtlsHeard++;
            dtls.arrived.add(datagram);
        }
    }

    void await(java.util.function.BooleanSupplier condition) {
        rig.await(patience, () -> {
            pump();
            return condition.getAsBoolean();
        });
    }

    /** All of it, until sound can go. */
    void connect(BrowserLeg leg) throws IOException {
        describe(leg);
        if (!checks(true)) {
            throw new AssertionError("the check is not answered");
        }
        secure();
    }

    /** Shakes hands. */
    void secure() {
        dtls.start();
        await(dtls::connected);
        SrtpSuite suite = dtls.profile == DtlsPeer.GCM ? SrtpSuite.AEAD_AES_128_GCM : SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        sealing = suite.cipher(dtls.keying(false));
        opening = new SrtpReceiver(suite.cipher(dtls.keying(true)));
    }

    /** Seals and sends an RTP packet. */
    void say(byte[] clear) throws IOException {
        socket.send(sealed(clear));
    }

    byte[] sealed(byte[] clear) {
        RtpPacket header = RelayRig.read(clear);
        byte[] packet = Arrays.copyOf(clear, clear.length + 20);
        int length = sealing.seal(packet, header.payloadOffset, clear.length, header.source, header.sequence);
        return Arrays.copyOf(packet, length);
    }

    void sayControl(byte[] clear, int index) throws IOException {
        byte[] packet = Arrays.copyOf(clear, clear.length + 24);
        int length = sealing.sealControl(packet, clear.length, Bits.getInt(clear, 4), index);
        socket.send(Arrays.copyOf(packet, length));
    }

    /** The next RTP packet that came, in clear; waits for it. */
    byte[] hear() {
        return next(false);
    }

    byte[] hearControl() {
        return next(true);
    }

    private byte[] next(boolean control) {
        byte[][] found = {null};
        await(() -> {
            found[0] = poll(control);
            return found[0] != null;
        });
        return found[0];
    }

    /** One that is there, in clear, or null; others are passed over. */
    byte[] poll(boolean control) {
        for (byte[] sealed = media.poll(); sealed != null; sealed = media.poll()) {
            int second = sealed[1] & 0xff;
            boolean isControl = second >= 192 && second <= 223;
            if (isControl == control) {
                int length = isControl
                        ? opening.openControl(sealed, sealed.length)
                        : opening.open(sealed, header(sealed), sealed.length);
                if (length < 0) {
                    throw new AssertionError("not genuine");
                }
                return Arrays.copyOf(sealed, length);
            }
        }
        return null;
    }

    private static RtpPacket header(byte[] packet) {
        RtpPacket header = new RtpPacket();
        if (!header.readHeader(packet, packet.length)) {
            throw new AssertionError("no RTP");
        }
        return header;
    }

    @Override
    public void close() throws IOException {
        dtls.close();
        for (RelayRig.Peer each : sockets) {
            each.close();
        }
    }
}
