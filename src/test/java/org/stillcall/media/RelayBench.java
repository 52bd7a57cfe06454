package org.stillcall.media;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/**
 * Measures the relay: so many calls at 50 packets a second each way, loss and processor time of the media thread, and
 * legs opened and closed a second. Arguments: calls, seconds, {@code plain}, the name of an
 * SRTP suite (far legs), or {@code browser}: near legs are browsers', each with its own keys, far legs plain; and the
 * seconds within which the calls begin to speak, one after the other, 0 for all at once. Every packet counts from the
 * first on.
 */
public final class RelayBench {
    private static final long FRAME = 20_000_000L;

    /** How long it goes, and within which part of it the calls begin. */
    private record Span(int seconds, double ramp) {
        /** The frame in which an end speaks first. */
        long begins(int end, int ends) {
            return (long) (ramp * 50 * end / ends);
        }
    }

    private RelayBench() {}

    private static final int BROWSER_PORT = 19_999;
    private static final long CONSENT_FRAMES = 500; // 10 s

    private record End(DatagramChannel channel, InetSocketAddress leg, SrtpCipher sealer, long[] index) {}

    public static void main(String[] arguments) throws IOException {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        String security = arguments.length > 2 ? arguments[2] : "plain";
        InetAddress loopback = InetAddress.getLoopbackAddress();
        double ramp = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 0;
        boolean browsers = security.equals("browser");
        InetSocketAddress port = new InetSocketAddress(loopback, BROWSER_PORT);
        MediaSettings settings = MediaSettings.of(loopback, loopback, 20000, 31999)
                .with(BrowserSettings.of(List.of(new BrowserSettings.Address(loopback, loopback)), BROWSER_PORT));
        try (MediaEngine engine =
                        new MediaEngine(settings, Randomness.secure(), Log.silent(), Runnable::run, System::nanoTime);
                Selector selector = Selector.open()) {
            openAndClose(engine);
            openAndClose(engine);
            LockSupport.parkNanos(2_000_000_000L); // the ports have rested
            List<End> ends = new ArrayList<>();
            List<LoadBrowser> loaded = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                RtpLeg far = engine.open(new MediaListener() {});
                if (far == null) {
                    throw new IllegalStateException("No ports.");
                }
                ends.add(end(far, selector, browsers ? "plain" : security));
                if (browsers) {
                    BrowserLeg near = engine.openBrowser(new MediaListener() {});
                    LoadBrowser browser = new LoadBrowser(port);
                    ends.add(new End(browser.channel, port, browser.connect(near), new long[1]));
                    browser.channel.register(selector, SelectionKey.OP_READ);
                    loaded.add(browser);
                    near.connect(far, Flow.BOTH);
                } else {
                    RtpLeg near = engine.open(new MediaListener() {});
                    ends.add(end(near, selector, "plain"));
                    near.connect(far, Flow.BOTH);
                }
            }
            relay(engine, selector, ends, loaded, new Span(seconds, ramp));
            for (End end : ends) {
                end.channel.close();
            }
        }
    }

    private static void openAndClose(MediaEngine engine) {
        long begun = System.nanoTime();
        long cpu = processorNanos();
        int legs = 0;
        while (System.nanoTime() - begun < 2_000_000_000L) {
            for (int i = 0; i < 100; i++) {
                RtpLeg leg = engine.open(new MediaListener() {});
                if (leg != null) {
                    leg.close();
                    legs++;
                }
            }
            LockSupport.parkNanos(9_000_000L); // about 10,000 a second
        }
        double took = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "opened and closed %.0f legs/s, %.0f %% of a core, %s%n",
                legs / took, (processorNanos() - cpu) / took / 1e7, engine.counts());
    }

    private static End end(RtpLeg leg, Selector selector, String security) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        boolean secure = !security.equals("plain");
        SrtpSuite suite = secure ? SrtpSuite.valueOf(security) : SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        byte[] keying = new byte[suite.keyingBytes()];
        if (leg.offer(secure ? SecureMedia.DEMANDED : SecureMedia.PLAIN).length() == 0) {
            throw new IllegalStateException("No offer.");
        }
        String sdp = RelayRig.sdp(port, "0");
        if (secure) {
            String key = java.util.Base64.getEncoder().encodeToString(keying);
            sdp = sdp.replace("RTP/AVP", "RTP/SAVP") + "a=crypto:" + (suite.ordinal() + 1) + " " + suite + " inline:"
                    + key + "\r\n";
        }
        MemorySegment segment = RelayRig.segment(sdp);
        if (!(leg.answered(segment, 0, segment.byteSize()) instanceof Negotiation.Agreed)) {
            throw new IllegalStateException("Not agreed.");
        }
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), leg.port());
        return new End(channel, to, secure ? suite.cipher(keying) : null, new long[1]);
    }

    private static void relay(
            MediaEngine engine, Selector selector, List<End> ends, List<LoadBrowser> browsers, Span span)
            throws IOException {
        LockSupport.parkNanos(100_000_000L); // instructions are carried out within 10 ms
        long mediaThread = mediaThread();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer out = ByteBuffer.allocateDirect(2048);
        ByteBuffer in = ByteBuffer.allocateDirect(2048);
        long[] received = new long[1];
        long sent = 0;
        long late = 0;
        long frames = span.seconds * 50L;
        long warm = Math.max(Math.min(250, frames / 3), (long) Math.ceil(span.ramp * 50));
        long cpu = 0;
        long missingWarm = 0;
        long allocated = 0;
        long process = 0;
        long begun = System.nanoTime();
        for (long frame = 0; frame < frames; frame++) {
            if (frame == warm) {
                cpu = threads.getThreadCpuTime(mediaThread);
                allocated = threads.getThreadAllocatedBytes(mediaThread);
                process = processorNanos();
                missingWarm = sent - engine.counts().heard();
            }
            if (frame % CONSENT_FRAMES == 0) {
                browsers.forEach(LoadBrowser::consents);
            }
            for (int i = 0; i < ends.size(); i++) {
                long due = begun + frame * FRAME + FRAME * i / ends.size();
                while (System.nanoTime() < due) {
                    drain(selector, in, received);
                    long left = due - System.nanoTime();
                    LockSupport.parkNanos(Math.clamp(left, 1, 500_000));
                }
                late = Math.max(late, System.nanoTime() - due);
                if (frame >= span.begins(i, ends.size())) {
                    send(ends.get(i), out, i);
                    sent++;
                }
            }
        }
        double measured = (frames - warm) * FRAME;
        cpu = threads.getThreadCpuTime(mediaThread) - cpu;
        allocated = threads.getThreadAllocatedBytes(mediaThread) - allocated;
        process = processorNanos() - process;
        long end = System.nanoTime() + 500_000_000L;
        while (System.nanoTime() < end) {
            drain(selector, in, received);
        }
        System.out.printf(
                "%d calls, %d packets, lost %d (%.4f %%), %d lost or waiting after %.0f s,"
                        + " media thread %.1f %% of a core, with generator %.1f %%,"
                        + " %.0f bytes of garbage a packet, generator late by at most %.1f ms%n%s%n",
                ends.size() / 2,
                sent,
                sent - received[0],
                100.0 * (sent - received[0]) / sent,
                missingWarm,
                warm / 50.0,
                100 * cpu / measured,
                100 * process / measured,
                allocated / (measured / FRAME * ends.size()),
                late / 1e6,
                engine.counts());
    }

    private static void send(End end, ByteBuffer out, int source) throws IOException {
        byte[] packet = new byte[256];
        long index = ++end.index[0];
        RtpPacket.writeHeader(packet, false, 0, index, (int) index * 160, source);
        int length = end.sealer == null ? 172 : end.sealer.seal(packet, 12, 172, source, index);
        out.clear().put(packet, 0, length).flip();
        if (end.channel.send(out, end.leg) != length) {
            throw new IOException("The generator cannot send.");
        }
    }

    private static void drain(Selector selector, ByteBuffer in, long[] received) throws IOException {
        int ready = selector.selectNow(key -> {
            try {
                in.clear();
                while (((DatagramChannel) key.channel()).receive(in) != null) {
                    received[0] += in.get(1) == 0 || in.get(1) == (byte) 0x80 ? 1 : 0; // no reports
                    in.clear();
                }
            } catch (IOException e) {
                throw new IllegalStateException("The generator cannot receive.", e);
            }
        });
        if (ready < 0) {
            throw new IllegalStateException("A selector counts from zero.");
        }
    }

    private static long mediaThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("media"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
