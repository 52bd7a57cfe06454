package org.stillcall.sip;

import java.util.List;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/**
 * Keeps phones behind NAT in touch: an OPTIONS now and then, whose answer comes from the inside and so refreshes the
 * NAT's mapping (RFC 4787 REQ-6 promises that only for outgoing packets). Loop thread only.
 */
final class Pings {
    /** RFC 5626 section 4.4.2: mappings of UDP last 30 seconds at the least. */
    private static final long UDP_MILLIS = 25_000;

    private static final long STREAM_MILLIS = 120_000;
    private static final int MISSES = 3;

    private final Loop loop;
    private final Requests requests;
    private final String ourHost;
    private final Randomness randomness;

    Pings(Loop loop, Requests requests, String ourHost, Randomness randomness) {
        this.loop = loop;
        this.requests = requests;
        this.ourHost = ourHost;
        this.randomness = randomness;
    }

    /** Pings it until it has ended; {@code gone} runs when it answered before and now does not. */
    void watch(Binding binding, Runnable gone) {
        if (binding.needsPings()) {
            new Watch(binding, gone).pingAfter(UDP_MILLIS / 5);
        }
    }

    private final class Watch implements ResponseListener {
        private final Binding binding;
        private final Runnable gone;
        private boolean answeredOnce;
        private int misses;

        private Watch(Binding binding, Runnable gone) {
            this.binding = binding;
            this.gone = gone;
        }

        private void pingAfter(long millis) {
            long jitter = Math.floorMod(randomness.nextLong(), millis / 5 + 1);
            binding.pings(loop.after(millis - jitter, this::ping));
        }

        private void ping() {
            if (binding.ended()) {
                return;
            }
            String from = "sip:" + ourHost;
            requests.request(
                    new OutgoingRequest(
                            binding.hop(),
                            SipMethod.OPTIONS,
                            binding.uri(),
                            from,
                            binding.uri(),
                            randomness.token(128),
                            1,
                            List.of(),
                            null),
                    this);
        }

        private void next() {
            pingAfter(binding.hop().transport().reliable() ? STREAM_MILLIS : UDP_MILLIS);
        }

        @Override
        public void answered(SipMessage response) {
            answeredOnce = true;
            misses = 0;
            if (!binding.ended()) {
                next();
            }
        }

        @Override
        public void failed(FailureKind kind) {
            misses++;
            if (binding.ended()) {
                return;
            }
            if (answeredOnce && misses == MISSES) {
                gone.run();
            } else {
                next();
            }
        }
    }

    @Override
    public String toString() {
        return "Pings";
    }
}
