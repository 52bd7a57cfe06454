package org.stillcall.turn;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.Stun;
import org.stillcall.media.StunKey;
import org.stillcall.media.StunReader;
import org.stillcall.media.StunWriter;

/**
 * What one client's messages come to (RFC 8656). What it may reach is our own browsers' port, and nothing it could say
 * names another place. The connection's reader.
 */
final class TurnSession {
    private static final int UNKNOWN_LISTED = 8;
    private static final Set<Integer> UNDERSTOOD = Set.of(
            Stun.USERNAME,
            Stun.REALM,
            Stun.NONCE,
            Turn.CHANNEL_NUMBER,
            Turn.LIFETIME,
            Turn.XOR_PEER_ADDRESS,
            Turn.DATA,
            Turn.REQUESTED_ADDRESS_FAMILY,
            Turn.EVEN_PORT,
            Turn.REQUESTED_TRANSPORT,
            Turn.RESERVATION_TOKEN);

    private final Ground ground;
    private final InetSocketAddress client;
    private final Outbox outbox;
    private final Runnable end;
    private final Consumer<Boolean> told;
    private final Proof proof;
    private final StunReader reader = new StunReader();
    private final StunWriter writer = new StunWriter(new byte[TurnLimits.MESSAGE_BYTES]);
    private boolean challenged;
    private int faults;
    private volatile @Nullable Allocation allocation; // there before the client hears of it

    /**
     * @param end ends the connection, from any thread
     * @param told hears that there is an allocation now, or none any more, before the client does
     */
    TurnSession(Ground ground, InetSocketAddress client, Outbox outbox, Runnable end, Consumer<Boolean> told) {
        this.ground = ground;
        this.client = client;
        this.outbox = outbox;
        this.end = end;
        this.told = told;
        this.proof = new Proof(ground.passes(), ground.randomness());
    }

    /** Whether there is an allocation that was not refreshed in time. */
    boolean lapsed(long now) {
        Allocation mine = allocation;
        return mine != null && mine.over(now);
    }

    /** Takes the message that fills these bytes, as {@link Framer} cut it; false to end the connection. */
    boolean message(byte[] data, int from, int length, long now) {
        if ((data[from] & 0xc0) != 0) {
            channelData(data, from, now);
        } else if (!reader.read(data, from, length) || reader.printed() && !reader.fingerprinted()) {
            fault();
        } else if (reader.kind() == Stun.REQUEST) {
            request(now);
        } else if (reader.type() == Stun.type(Turn.SEND, Stun.INDICATION)) {
            send(now);
        } else if (reader.kind() != Stun.INDICATION) {
            fault();
        }
        return faults <= TurnLimits.FAULTS;
    }

    private void fault() {
        ground.counters().malformed.increment();
        faults++;
    }

    private void channelData(byte[] data, int from, long now) {
        ByteBuffer head = ByteBuffer.wrap(data, from, Framer.CHANNEL_HEADER_BYTES);
        int channel = head.getShort() & 0xffff;
        int length = head.getShort() & 0xffff;
        Allocation mine = allocation;
        Peer peer = mine == null ? null : mine.of(channel, now);
        if (mine == null || peer == null) {
            fault();
        } else {
            int begin = from + Framer.CHANNEL_HEADER_BYTES;
            pass(mine, peer, Arrays.copyOfRange(data, begin, begin + length), now);
        }
    }

    private void send(long now) {
        Allocation mine = allocation;
        InetSocketAddress address = reader.find(Turn.XOR_PEER_ADDRESS) ? peerAddress() : null;
        if (mine == null || address == null || !reader.find(Turn.DATA)) {
            fault();
            return;
        }
        Peer peer = mine.at(address);
        if (peer == null) {
            ground.counters().forbidden.increment();
        } else {
            pass(mine, peer, reader.value(), now);
        }
    }

    private void pass(Allocation mine, Peer peer, byte[] datagram, long now) {
        if (mine.over(now) || !mine.mayPass(now) || !peer.send(datagram, now)) {
            ground.counters().dropped.increment();
        }
    }

    private void request(long now) {
        int method = reader.method();
        if (method == Stun.BINDING) {
            writer.answer(reader, Stun.SUCCESS).xorAddress(Stun.XOR_MAPPED_ADDRESS, client);
            reply(null);
            return;
        }
        boolean known = method == Turn.ALLOCATE
                || method == Turn.REFRESH
                || method == Turn.CREATE_PERMISSION
                || method == Turn.CHANNEL_BIND;
        if (!known) {
            fault(); // RFC 8489 section 6.3: not answered
            return;
        }
        Proof.Verdict.Proven proven = prove(now);
        if (proven == null) {
            return;
        }
        int error = unknown();
        if (error == 0) {
            writer.answer(reader, Stun.SUCCESS);
            error = switch (method) {
                case Turn.ALLOCATE -> allocate(proven.pass(), now);
                case Turn.REFRESH -> refresh(proven.pass(), now);
                case Turn.CREATE_PERMISSION -> createPermission(proven.pass(), now);
                default -> channelBind(proven.pass(), now);
            };
        }
        if (error != 0) {
            writer.answer(reader, Stun.ERROR).error(error);
            listUnknown(error);
            ground.counters().malformed.add(error == Stun.BAD_REQUEST ? 1 : 0);
            ground.counters().forbidden.add(error == Turn.FORBIDDEN ? 1 : 0);
            faults++;
        } else {
            faults = 0;
        }
        reply(proven.key());
    }

    private void reply(@Nullable StunKey key) {
        if (key != null) {
            writer.integrity(key);
        }
        if (reader.printed()) {
            writer.fingerprint();
        }
        if (!outbox.answer(Arrays.copyOf(writer.data(), writer.length()))) {
            ground.counters().late.increment();
            faults = TurnLimits.FAULTS + 1;
        }
    }

    /** Null when the answer was that there is no proof. */
    private Proof.Verdict.@Nullable Proven prove(long now) {
        return switch (proof.of(reader, now)) {
            case Proof.Verdict.Proven proven -> proven;
            case Proof.Verdict.Asked asked -> {
                if (challenged) { // the first one is how every client begins
                    ground.counters().unproved.increment();
                    faults++;
                }
                challenged = true;
                writer.answer(reader, Stun.ERROR).error(asked.error());
                proof.ask(writer, now);
                reply(null);
                yield null;
            }
            case Proof.Verdict.Broken broken -> {
                fault();
                writer.answer(reader, Stun.ERROR).error(Stun.BAD_REQUEST);
                reply(null);
                yield null;
            }
        };
    }

    private int unknown() {
        reader.rewind();
        while (reader.next()) {
            if (isUnknown(reader.attributeType())) {
                return Stun.UNKNOWN_ATTRIBUTE;
            }
        }
        return 0;
    }

    private static boolean isUnknown(int type) {
        return type < 0x8000 && !UNDERSTOOD.contains(type);
    }

    private void listUnknown(int error) {
        ByteBuffer types = ByteBuffer.allocate(2 * UNKNOWN_LISTED);
        reader.rewind();
        while (error == Stun.UNKNOWN_ATTRIBUTE && types.hasRemaining() && reader.next()) {
            if (isUnknown(reader.attributeType())) {
                types.putShort((short) reader.attributeType());
            }
        }
        if (types.position() > 0) {
            writer.attribute(Stun.UNKNOWN_ATTRIBUTES, types.array(), 0, types.position());
        }
    }

    /** RFC 8656 section 7.2; what it returns is the error, or 0. */
    private int allocate(Pass pass, long now) {
        if (allocation != null) {
            return Turn.MISMATCH;
        }
        if (!reader.find(Turn.REQUESTED_TRANSPORT) || reader.valueLength() != 4) {
            return Stun.BAD_REQUEST;
        }
        if (reader.valueWord() >>> 24 != Turn.UDP) {
            return Turn.TRANSPORT_NOT_SUPPORTED;
        }
        int family = family();
        List<InetSocketAddress> addresses = ground.peers().stream()
                .filter(peer -> peer.getAddress() instanceof Inet4Address == (family == Turn.IPV4))
                .toList();
        if (family != Turn.IPV4 && family != Turn.IPV6 || addresses.isEmpty()) {
            return Turn.FAMILY_NOT_SUPPORTED;
        }
        if (reader.find(Turn.EVEN_PORT) || reader.find(Turn.RESERVATION_TOKEN)) {
            return Turn.INSUFFICIENT_CAPACITY; // pairs of ports are for RTP without multiplexing
        }
        switch (pass.enter(end)) {
            case OVER -> {
                return Turn.WRONG_CREDENTIALS;
            }
            case FULL -> {
                return Turn.QUOTA_REACHED;
            }
            case LET_IN -> {}
        }
        InetSocketAddress relayed = new InetSocketAddress(
                addresses.getFirst().getAddress(), ground.randomness().nextInt(Turn.FIRST_PORT, 65_536));
        List<Peer> peers = new ArrayList<>();
        addresses.forEach(address -> peers.add(new Peer(address, relayed, ground, outbox)));
        allocation = new Allocation(pass, relayed, peers, now);
        told.accept(true);
        ground.counters().allocated.increment();
        writer.xorAddress(Turn.XOR_RELAYED_ADDRESS, relayed)
                .xorAddress(Stun.XOR_MAPPED_ADDRESS, client)
                .word(Turn.LIFETIME, (int) TurnLimits.ALLOCATION.toSeconds());
        return 0;
    }

    /** The family asked for, IPv4 if none was. */
    private int family() {
        return reader.find(Turn.REQUESTED_ADDRESS_FAMILY) ? reader.valueWord() >>> 24 : Turn.IPV4;
    }

    private @Nullable Allocation mine(long now) {
        Allocation mine = allocation;
        return mine == null || mine.over(now) ? null : mine;
    }

    /** Section 8.2. */
    private int refresh(Pass pass, long now) {
        boolean ends = reader.find(Turn.LIFETIME) && reader.valueLength() == 4 && reader.valueWord() == 0;
        Allocation mine = mine(now);
        if (mine == null) {
            return Turn.MISMATCH;
        }
        if (mine.pass != pass) {
            return Turn.WRONG_CREDENTIALS;
        }
        boolean four = mine.relayed.getAddress() instanceof Inet4Address;
        if (reader.find(Turn.REQUESTED_ADDRESS_FAMILY) && family() != (four ? Turn.IPV4 : Turn.IPV6)) {
            return Turn.FAMILY_MISMATCH;
        }
        if (ends) {
            close();
        } else {
            mine.refresh(now);
        }
        writer.word(Turn.LIFETIME, ends ? 0 : (int) TurnLimits.ALLOCATION.toSeconds());
        return 0;
    }

    /**
     * Section 10.2. A permission is for an address, whatever the port; but a client that names a port names the one
     * that it means, so another one than ours is refused like another address.
     */
    private int createPermission(Pass pass, long now) {
        Allocation mine = mine(now);
        if (mine == null) {
            return Turn.MISMATCH;
        }
        if (mine.pass != pass) {
            return Turn.WRONG_CREDENTIALS;
        }
        List<Peer> asked = new ArrayList<>();
        reader.rewind();
        while (reader.next()) {
            if (reader.attributeType() == Turn.XOR_PEER_ADDRESS) {
                InetSocketAddress address = peerAddress();
                int error = fault(mine, address);
                if (error != 0) {
                    return error;
                }
                asked.addAll(permitted(mine, address));
            }
        }
        asked.forEach(peer -> peer.permit(now));
        return asked.isEmpty() ? Stun.BAD_REQUEST : 0;
    }

    private static List<Peer> permitted(Allocation mine, @Nullable InetSocketAddress address) {
        if (address == null) {
            return List.of();
        }
        Peer exactly = mine.at(address);
        boolean any = address.getPort() == 0;
        return exactly != null ? List.of(exactly) : any ? mine.at(address.getAddress()) : List.of();
    }

    private static int fault(Allocation mine, @Nullable InetSocketAddress address) {
        if (address == null) {
            return Stun.BAD_REQUEST;
        }
        if (mine.relayed.getAddress().getClass() != address.getAddress().getClass()) {
            return Turn.FAMILY_MISMATCH;
        }
        return permitted(mine, address).isEmpty() ? Turn.FORBIDDEN : 0;
    }

    /** Section 12.2. */
    private int channelBind(Pass pass, long now) {
        Allocation mine = mine(now);
        if (mine == null) {
            return Turn.MISMATCH;
        }
        if (mine.pass != pass) {
            return Turn.WRONG_CREDENTIALS;
        }
        int number = reader.find(Turn.CHANNEL_NUMBER) ? reader.valueWord() >>> 16 : 0;
        InetSocketAddress address = reader.find(Turn.XOR_PEER_ADDRESS) ? peerAddress() : null;
        if (number < Turn.FIRST_CHANNEL || number > Turn.LAST_CHANNEL) {
            return Stun.BAD_REQUEST;
        }
        int error = fault(mine, address);
        if (error != 0 || address == null) {
            return error;
        }
        Peer peer = mine.at(address);
        Peer holder = mine.of(number, now);
        if (peer == null) {
            return Turn.FORBIDDEN;
        }
        if (holder != null && holder != peer || peer.channel(now) != 0 && peer.channel(now) != number) {
            return Stun.BAD_REQUEST;
        }
        peer.bind(number, now);
        return 0;
    }

    /** The address at which the reader stands; one of IPv4 in IPv6's clothes is neither. */
    private @Nullable InetSocketAddress peerAddress() {
        InetSocketAddress address = reader.xorAddress();
        InetAddress host = address == null ? null : address.getAddress();
        boolean short4 = reader.valueLength() == 8;
        return host == null || host instanceof Inet4Address != short4 ? null : address;
    }

    /** Ends the allocation, if there is one. */
    void close() {
        Allocation mine = allocation;
        allocation = null;
        if (mine != null) {
            mine.close();
            mine.pass.leave(end);
            told.accept(false);
        }
    }
}
