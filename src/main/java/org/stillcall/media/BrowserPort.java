package org.stillcall.media;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The one UDP port of all browsers: tells apart what arrives (RFC 7983) and whose it is. A STUN check names a leg and
 * proves that it knows the leg's password; only after that does its address count for that leg. To anything else
 * nothing is ever answered. {@link #reserve} is for any thread, all else for the media thread.
 */
final class BrowserPort {
    private static final int FIRST_RTCP = 192; // RFC 5761 section 4
    private static final int LAST_RTCP = 223;

    final Semaphore handshakes = new Semaphore(MediaLimits.DTLS_HANDSHAKES);
    final BcTlsCrypto crypto = new BcTlsCrypto(new java.security.SecureRandom());
    final DtlsIdentities identities;
    final BrowserSettings settings;
    final StunReader reader = new StunReader();
    final StunWriter writer = new StunWriter(new byte[MediaLimits.DATAGRAM_BYTES]);

    private final Relay relay;
    private final Map<Long, BrowserWay> named = new HashMap<>();
    private final Map<Object, BrowserWay> proved = new HashMap<>();
    private final AtomicInteger legs = new AtomicInteger();

    /**
     * Opens the sockets.
     *
     * @throws MediaException when one cannot be opened
     */
    BrowserPort(Relay relay, BrowserSettings settings) {
        this.relay = relay;
        this.settings = settings;
        this.identities = new DtlsIdentities(relay.randomness, relay.clockNow());
        for (InetAddress bind : binds(settings)) {
            try {
                relay.sockets.openGate(new InetSocketAddress(bind, settings.port()));
            } catch (IOException e) {
                throw new MediaException("The port for browsers cannot be opened.", e);
            }
        }
    }

    /** Each address once; the IPv6 wildcard takes IPv4 as well. */
    private static List<InetAddress> binds(BrowserSettings settings) {
        List<InetAddress> binds = new ArrayList<>();
        boolean all = false;
        for (BrowserSettings.Address address : settings.addresses()) {
            if (!binds.contains(address.bind())) {
                binds.add(address.bind());
            }
            all |= address.bind() instanceof Inet6Address && address.bind().isAnyLocalAddress();
        }
        if (all) {
            binds.removeIf(bind -> bind instanceof Inet4Address && bind.isAnyLocalAddress());
        }
        return binds;
    }

    /** Takes a place for a leg; false when all are taken. */
    boolean reserve() {
        if (legs.incrementAndGet() > MediaLimits.BROWSER_LEGS) {
            legs.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave() {
        legs.decrementAndGet();
    }

    /** From now on checks with this name are this leg's. */
    void name(IceName name, BrowserWay way) {
        named.put(name.bits, way);
    }

    void unname(long bits) {
        named.remove(bits);
    }

    /** Lets a sender ({@link BrowserGate#place}) count for a leg; false when it counts for another one. */
    boolean claim(Object place, BrowserWay way) {
        BrowserWay before = proved.putIfAbsent(place, way);
        return before == null || before == way;
    }

    void release(Object place) {
        proved.remove(place);
    }

    /** How many addresses count for some leg. */
    int addresses() {
        return proved.size();
    }

    void received(BrowserGate gate, byte[] data, int length, InetSocketAddress from, long now) {
        int first = length == 0 ? -1 : data[0] & 0xff;
        if (first >= 0 && first <= 3) {
            check(gate, data, length, from, now);
            return;
        }
        BrowserWay way = proved.get(gate.place(from));
        if (way == null) {
            relay.counters.strangers.increment();
        } else if (first >= 128 && first <= 191 && length >= 2) {
            int second = data[1] & 0xff;
            way.media(second >= FIRST_RTCP && second <= LAST_RTCP, data, length, now);
        } else if (first >= 20 && first <= 63) {
            way.dtls(data, length);
        } else {
            relay.counters.malformed.increment();
        }
    }

    private void check(BrowserGate gate, byte[] data, int length, InetSocketAddress from, long now) {
        boolean check = reader.read(data, 0, length)
                && reader.type() == Stun.type(Stun.BINDING, Stun.REQUEST)
                && reader.fingerprinted()
                && reader.find(Stun.USERNAME);
        if (!check) {
            relay.counters.malformed.increment();
            return;
        }
        long bits = IceName.read(data, reader.valueAt(), reader.valueLength());
        BrowserWay way = named.get(bits);
        if (way == null) {
            relay.counters.strangers.increment();
        } else {
            way.check(bits, gate, from, now);
        }
    }
}
