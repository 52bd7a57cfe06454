package org.stillcall.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on a UDP port of the loopback address that knows what it is told. */
final class FakeNameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final ConcurrentHashMap<String, List<Record>> zone = new ConcurrentHashMap<>();
    final AtomicInteger queries = new AtomicInteger();
    volatile int code = Rcode.NOERROR;
    volatile boolean silent;
    /** Keeps questions for {@link #release} instead of answering them. */
    volatile boolean holding;

    private final List<DatagramPacket> held = new CopyOnWriteArrayList<>();

    FakeNameServer() throws IOException {
        socket = new DatagramSocket(WireRig.loopback(0));
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Adds a record in zone file form, such as {@code a.example 60 A 192.0.2.1}. */
    FakeNameServer with(String line) {
        String[] parts = line.split(" ", 4);
        try {
            Name name = Name.fromString(parts[0], Name.root);
            int type = Type.value(parts[2]);
            Record record = Record.fromString(name, type, DClass.IN, Long.parseLong(parts[1]), parts[3], Name.root);
            zone.merge(key(name, type), List.of(record), FakeNameServer::join);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
        return this;
    }

    void forget() {
        zone.clear();
    }

    private static List<Record> join(List<Record> before, List<Record> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    private static String key(Name name, int type) {
        return name.toString().toLowerCase(Locale.ROOT) + " " + type;
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                DatagramPacket query = new DatagramPacket(bytes, bytes.length, packet.getSocketAddress());
                boolean kept = holding;
                if (kept) {
                    held.add(query);
                }
                queries.incrementAndGet(); // before anybody has the answer, and once it can be released
                if (!kept && !silent) {
                    answer(query);
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** Answers what was held, oldest first; what comes meanwhile is held on. */
    void release() throws IOException {
        for (DatagramPacket query : List.copyOf(held)) {
            held.remove(query);
            answer(query);
        }
    }

    private void answer(DatagramPacket query) throws IOException {
        byte[] answer = answer(new Message(query.getData())).toWire(1_232);
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
    }

    private Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setRcode(code);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        if (code == Rcode.NOERROR) {
            Name name = query.getQuestion().getName();
            List<Record> alias = zone.getOrDefault(key(name, Type.CNAME), List.of());
            if (!alias.isEmpty()) {
                answer.addRecord(alias.getFirst(), Section.ANSWER);
                name = ((CNAMERecord) alias.getFirst()).getTarget();
            }
            for (Record record : zone.getOrDefault(key(name, query.getQuestion().getType()), List.of())) {
                answer.addRecord(record, Section.ANSWER);
            }
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close(); // which ends its thread
    }
}
