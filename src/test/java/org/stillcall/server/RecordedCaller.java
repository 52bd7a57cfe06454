package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.helpline.MessageBox;
import org.stillcall.media.MediaEngine;
import org.stillcall.media.MediaListener;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;

/** A caller whose phone sends a tone as RTP, recorded by a real media engine into a server's message box. */
final class RecordedCaller {
    static final double HERTZ = 440;
    private static final int SAMPLES = 160;
    private static final int PACKETS = 4 * 50;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private RecordedCaller() {}

    /** Leaves a message of four seconds. */
    static void says(MessageBox box, String language) {
        MediaSettings settings = new MediaSettings(
                LOOPBACK,
                LOOPBACK,
                46100,
                46199,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                8);
        CompletableFuture<MessageBox.Ended> over = new CompletableFuture<>();
        try (MediaEngine engine =
                        new MediaEngine(settings, Randomness.secure(), Log.silent(), Runnable::run, System::nanoTime);
                DatagramSocket phone = new DatagramSocket(0, LOOPBACK)) {
            RtpLeg leg = engine.open(new MediaListener() {});
            assertNotNull(leg);
            assertTrue(leg.offer(SecureMedia.PLAIN).length() > 0);
            byte[] sdp = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                            + phone.getLocalPort() + " RTP/AVP 0\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            assertInstanceOf(Negotiation.Agreed.class, leg.answered(MemorySegment.ofArray(sdp), 0, sdp.length));
            MessageBox.Recording recording = null;
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (recording == null) {
                assertTrue(System.nanoTime() < deadline, "there is a centre");
                recording = box.begin(leg, new Label("helpline"), new Label(language), over::complete);
            }
            speak(phone, leg.port());
            recording.finish();
            assertEquals(MessageBox.Ended.KEPT, over.get(20, TimeUnit.SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void speak(DatagramSocket phone, int port) throws InterruptedException, ExecutionException {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        int[] sent = {0};
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var beat = clock.scheduleAtFixedRate(
                    () -> {
                        send(phone, port, sent[0]++);
                        if (sent[0] == PACKETS) {
                            said.complete(true);
                        }
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            assertTrue(said.get());
            beat.cancel(true);
        }
    }

    private static void send(DatagramSocket phone, int port, int number) {
        ByteBuffer packet = ByteBuffer.allocate(12 + SAMPLES);
        packet.put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(SAMPLES * number)
                .putInt(7);
        for (int i = 0; i < SAMPLES; i++) {
            packet.put(uLaw((int) (8000 * Math.sin(2 * Math.PI * HERTZ * (SAMPLES * number + i) / 8000))));
        }
        try {
            phone.send(new DatagramPacket(packet.array(), packet.capacity(), LOOPBACK, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** ITU-T G.711. */
    private static byte uLaw(int linear) {
        int magnitude = Math.abs(linear) + 0x84;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        return (byte) ~((linear < 0 ? 0x80 : 0) | segment << 4 | magnitude >> segment + 3 & 0xf);
    }
}
