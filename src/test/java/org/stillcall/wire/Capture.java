package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tshark sees of SIP on the loopback between the places of a test. A datagram of the test's own closes a stretch:
 * when tshark has shown it, it has shown all before it.
 */
final class Capture implements AutoCloseable {
    private static final int NOBODY = 9; // discard, RFC 863

    private final Child child;
    private final Place mark = Place.free("127.0.0.99");
    private int marks;

    /** One SIP message as tshark reads it. */
    record Seen(String from, String to, String method, String status, String callId, String branch) {}

    private Capture(Child child) {
        this.child = child;
    }

    static Capture of(Path folder, Place... places) {
        List<String> command = new ArrayList<>(List.of("tshark", "-l", "-n", "-q", "-B", "16", "-i", "lo", "-f"));
        List<String> hosts = new ArrayList<>(List.of("host 127.0.0.99"));
        List<String> decoding = new ArrayList<>();
        for (Place place : places) {
            hosts.add("(host " + place.address() + " and port " + place.port() + ")");
            decoding.addAll(List.of("-d", "udp.port==" + place.port() + ",sip"));
            decoding.addAll(List.of("-d", "tcp.port==" + place.port() + ",sip"));
        }
        command.add(String.join(" or ", hosts));
        command.addAll(decoding);
        command.addAll(List.of("-Y", "sip or ip.addr == 127.0.0.99", "-T", "fields", "-E", "separator=|"));
        for (String field : List.of(
                "ip.src",
                "udp.srcport",
                "tcp.srcport",
                "ip.dst",
                "udp.dstport",
                "tcp.dstport",
                "sip.Method",
                "sip.Status-Code",
                "sip.Call-ID",
                "sip.Via.branch",
                "udp.length")) {
            command.addAll(List.of("-e", field));
        }
        Capture capture = new Capture(Child.start(folder, command));
        capture.awaitStart();
        return capture;
    }

    private void awaitStart() {
        Waiting.until("tshark captures", () -> {
            send(0);
            return child.out().all().stream().anyMatch(line -> line.contains(Place.SWITCH + "|" + NOBODY))
                    || !child.alive();
        });
    }

    /** Waits until all that was sent before is seen, and gives the place in the record. */
    int mark() {
        int length = ++marks;
        send(length);
        child.out()
                .await(
                        "mark " + length,
                        0,
                        line -> line.startsWith("127.0.0.99|") && line.endsWith("|" + (8 + length)));
        return child.out().size();
    }

    private void send(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) '#');
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(mark.address(), mark.port()))) {
            socket.send(new DatagramPacket(bytes, length, new InetSocketAddress(Place.SWITCH, NOBODY)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All SIP messages since a mark, up to now. */
    List<Seen> since(int from) {
        int to = mark();
        List<Seen> seen = new ArrayList<>();
        for (String line : child.out().all().subList(from, to)) {
            String[] fields = line.split("\\|", -1);
            if (!fields[6].isEmpty() || !fields[7].isEmpty()) {
                seen.add(new Seen(
                        fields[0] + ":" + fields[1] + fields[2],
                        fields[3] + ":" + fields[4] + fields[5],
                        fields[6],
                        fields[7],
                        fields[8],
                        fields[9]));
            }
        }
        return seen;
    }

    /** The different INVITEs that reached a place since a mark; a repetition is no other. */
    Set<String> invites(int from, Place at) {
        Set<String> branches = new TreeSet<>();
        for (Seen seen : since(from)) {
            if (seen.to().equals(at.toString()) && seen.method().equals("INVITE")) {
                branches.add(seen.branch());
            }
        }
        return branches;
    }

    @Override
    public String toString() {
        return child.out() + "\n" + child.err();
    }

    @Override
    public void close() {
        child.close();
    }
}
