package org.stillcall.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.stillcall.base.Randomness;

/** A browser as a load generator needs it: on a socket of its own, connected before the clock starts. */
final class LoadBrowser implements AutoCloseable {
    private static final long PATIENCE = 20_000_000_000L;
    private static final DtlsIdentity IDENTITY = DtlsIdentity.random(Randomness.secure());

    final DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    private final InetSocketAddress server;
    private final DtlsPeer dtls = new DtlsPeer(IDENTITY, this::send);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private byte[] check = new byte[0];
    private boolean answered;

    LoadBrowser(InetSocketAddress server) throws IOException {
        this.server = server;
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
    }

    /** Describes itself, checks its path, shakes hands; what it says is then sealed by what this returns. */
    SrtpCipher connect(BrowserLeg leg) throws IOException {
        String name = Randomness.secure().token(64);
        BrowserOffer offer = new BrowserOffer(name, IDENTITY);
        if (!(leg.answerTo(offer.text().getBytes(StandardCharsets.US_ASCII)) instanceof Negotiation.Answer taken)) {
            throw new IllegalStateException("not answered");
        }
        String answer = new String(taken.body().bytes(), StandardCharsets.US_ASCII);
        HandStun request = new HandStun(0x0001, new byte[12])
                .text(0x0006, BrowserOffer.value(answer, "ice-ufrag") + ":" + name)
                .word(0x0024, BrowserPeer.PRIORITY)
                .attribute(0xc057, new byte[4])
                .attribute(0x802a, new byte[8])
                .attribute(0x0025, new byte[0]);
        check = request.signed(BrowserOffer.value(answer, "ice-pwd")).fingerprinted();
        long end = System.nanoTime() + PATIENCE;
        for (int tries = 0; !answered; tries++) {
            if (tries % 50 == 0) {
                consents(); // again every 50 ms
            }
            turn(end);
        }
        dtls.start();
        while (!dtls.connected()) {
            turn(end);
        }
        SrtpSuite suite = dtls.profile == DtlsPeer.GCM ? SrtpSuite.AEAD_AES_128_GCM : SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        return suite.cipher(dtls.keying(false));
    }

    /** Renews its consent (RFC 7675 section 5.1). */
    void consents() {
        send(check);
    }

    private void turn(long end) throws IOException {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("not connected in time");
        }
        in.clear();
        if (channel.receive(in) == null) {
            LockSupport.parkNanos(1_000_000);
            return;
        }
        byte[] datagram = new byte[in.flip().remaining()];
        in.get(datagram);
        if (datagram[0] < 4 && datagram[0] >= 0) {
            answered = true;
        } else if (datagram[0] > 0) {
            dtls.arrived.add(datagram);
        }
    }

    private void send(byte[] datagram) {
        try {
            channel.send(ByteBuffer.wrap(datagram), server);
        } catch (IOException e) {
            throw new IllegalStateException("The generator cannot send.", e);
        }
    }

    @Override
    public void close() throws IOException {
        dtls.close();
        channel.close();
    }
}
