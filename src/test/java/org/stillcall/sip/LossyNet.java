package org.stillcall.sip;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;

/** A network in memory that loses, repeats, delays and reorders by seed. */
final class LossyNet {
    private final Loop loop;
    private final Random random;
    private final Map<InetSocketAddress, End> ends = new HashMap<>();
    private final BlockPool pool = new BlockPool(Limits.SIP_MESSAGE_BYTES + 16, 20_000);
    double loss;
    double repeat;
    int delayMillis = 1;
    long carried;
    long inFlight;
    /** Sees every message as it leaves. */
    interface Tap {
        void sent(InetSocketAddress from, Slice message);
    }

    Tap tap = (from, message) -> {};

    LossyNet(Loop loop, long seed) {
        this.loop = loop;
        random = new Random(seed);
    }

    End end(InetSocketAddress address) {
        End end = new End(address);
        ends.put(address, end);
        return end;
    }

    int blocksOnLoan() {
        return pool.onLoan();
    }

    final class End implements Wire {
        private final InetSocketAddress address;
        WireListener listener;
        Transport transport = Transport.UDP;

        private End(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        public void send(Hop hop, Block message, int length) {
            tap.sent(address, new Slice(message.segment(), 0, length));
            carried++;
            if (random.nextDouble() >= loss) {
                post(hop, message, length);
            }
            if (random.nextDouble() < repeat) {
                post(hop, message, length);
            }
        }

        private void post(Hop hop, Block message, int length) {
            Block copy = pool.take();
            if (copy == null) {
                throw new IllegalStateException("The network is full.");
            }
            new Slice(message.segment(), 0, length).copyTo(copy.segment(), 0);
            inFlight++;
            loop.after(random.nextInt(delayMillis + 1), () -> {
                inFlight--;
                End target = ends.get(hop.address());
                if (target != null && target.listener != null) {
                    target.listener.received(
                            new Hop(
                                    hop.transport(),
                                    address,
                                    "",
                                    hop.transport().reliable() ? 1 : 0),
                            copy,
                            length);
                } else {
                    listener.failed(hop, FailureKind.UNREACHABLE);
                }
                copy.close();
            });
        }

        @Override
        public InetSocketAddress local(Transport way) {
            return address;
        }

        @Override
        public InetSocketAddress local(Hop hop) {
            return address;
        }

        @Override
        public void penalise(Hop from) {}

        @Override
        public void close() {}
    }
}
