package org.stillcall.leak;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Audio both ways through a call, a packet each 20 ms, counted where it comes out. */
final class Conversation implements AutoCloseable {
    private static final long PACE_NANOS = 20_000_000;

    private final RawPhone phone;
    private final RawTrunk trunk;
    private final InetSocketAddress nearMedia;
    private final InetSocketAddress farMedia;
    private final int heardBefore;
    private final AtomicInteger nearHeard = new AtomicInteger();
    private final Thread sender;
    private final Thread listener;
    private volatile boolean over;
    private volatile int sent;

    Conversation(RawPhone phone, RawPhone.Dialog call, RawTrunk trunk) {
        this.phone = phone;
        this.trunk = trunk;
        this.nearMedia = Objects.requireNonNull(call.media);
        this.farMedia = trunk.media(Objects.requireNonNull(trunk.live()));
        this.heardBefore = farHeard();
        this.sender = Thread.ofPlatform().start(this::send);
        this.listener = Thread.ofPlatform().start(this::listen);
    }

    private int farHeard() {
        return (int) trunk.packets().stream()
                .filter(heard -> heard.from().getPort() == farMedia.getPort() && !Allowed.isControl(heard.bytes()))
                .count();
    }

    private void send() {
        Speech speech = Speech.plain();
        Speech.Stream near = speech.stream();
        Speech.Stream far = speech.stream();
        long next = System.nanoTime();
        while (!over) {
            phone.audio.send(speech.audio(near), nearMedia);
            trunk.audio.send(speech.audio(far), farMedia);
            sent++;
            next += PACE_NANOS;
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private void listen() {
        while (!over) {
            byte[] packet = phone.audio.receive(200);
            if (packet != null && !Allowed.isControl(packet)) {
                nearHeard.incrementAndGet();
            }
        }
    }

    /** Ends it; the share of packets that did not arrive, the worse of both directions. */
    double loss() {
        over = true;
        join(sender);
        join(listener);
        double near = 1 - (double) nearHeard.get() / sent;
        double far = 1 - (double) (farHeard() - heardBefore) / sent;
        return Math.max(near, far);
    }

    int sent() {
        return sent;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
