package org.stillcall.practice;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.PracticeDesk;
import org.stillcall.media.Media;
import org.stillcall.media.Prompts;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.SipUser;

/** The practice carrier: an exchange and its handsets on two UDP ports of the loopback interface. */
public final class PracticeCarrier implements SipUser, PracticeDesk, AutoCloseable {
    /** What it works with. {@code clock} also says the zone in which phones show the time. */
    public record Means(
            SipLoop loop, Media media, Prompts prompts, Randomness randomness, Log log, Clock clock) {}

    /** Opens its sockets on free ports and is ready when this returns. Not on the loop. */
    public PracticeCarrier(Means means, Set<Fault> faults) {
        throw new UnsupportedOperationException();
    }

    /** Where the exchange takes calls: the trunk's address. */
    public InetSocketAddress exchange() {
        throw new UnsupportedOperationException();
    }

    /** Where the advocate's desk phone takes calls. */
    public InetSocketAddress deskPhone() {
        throw new UnsupportedOperationException();
    }

    /** From the next call on it has these faults and no others. Any thread. */
    public void faults(Set<Fault> faults) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable LegListener invited(IncomingInvite invite) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isPracticeNumber(CharSequence number) {
        return PracticeNumbers.isHandset(number);
    }

    @Override
    public List<Handset> handsets() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Result act(Label handset, Action action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Watch watch(Consumer<Handset> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
