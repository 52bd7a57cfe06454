package org.stillcall.turn;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stillcall.base.Randomness;
import org.stillcall.media.InnerPath;

/**
 * What all connections stand on.
 *
 * @param peers the only ones there are: where browsers send
 * @param door opens the way to them
 */
record Ground(
        List<InetSocketAddress> peers,
        Door door,
        Passes passes,
        TurnCounters counters,
        Randomness randomness,
        LongSupplier nanoClock) {
    Ground {
        peers = List.copyOf(peers);
    }

    /** The browsers' port. */
    interface Door {
        InnerPath open(InetSocketAddress seenAs, Consumer<byte[]> outlet);
    }
}
