package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A carrier that writes its own SIP and notes when each message came: the first call to a number goes as a test says,
 * the second one is answered.
 */
final class RawCarrier implements AutoCloseable {
    /** What becomes of the first call to a number, once it rings. */
    enum First {
        RINGS,
        /** Its answer crosses the CANCEL. */
        ANSWERS_TOO_LATE,
        DECLINES
    }

    /** A request as it came. */
    record Heard(long nanos, String text) {
        String method() {
            return text.substring(0, text.indexOf(' '));
        }

        String number() {
            return found("^[A-Z]+ sip:([^@]*)@");
        }

        String callId() {
            return header("Call-ID");
        }

        String header(String name) {
            return found("(?m)^" + name + ": (.*)$");
        }

        String found(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    private final Map<String, First> ways;
    private final DatagramSocket socket;
    private final DatagramSocket sound;
    private final Place place;
    private final Thread thread = new Thread(this::read, "raw-carrier");
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Long> rang = new ConcurrentHashMap<>();

    RawCarrier(Place place, Map<String, First> ways) {
        this.place = place;
        this.ways = ways;
        try {
            InetAddress here = InetAddress.getByName(place.address());
            socket = new DatagramSocket(place.port(), here);
            sound = new DatagramSocket(0, here);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** What came for a number so far, without repetitions. */
    List<Heard> heard(String number) {
        List<Heard> own = new ArrayList<>();
        for (Heard one : heard) {
            boolean repeated = own.stream()
                    .anyMatch(other -> other.callId().equals(one.callId())
                            && other.header("CSeq").equals(one.header("CSeq")));
            if (number(one.callId()).equals(number) && !repeated) {
                own.add(one);
            }
        }
        return own;
    }

    List<Heard> heard(String number, String method) {
        return heard(number).stream().filter(one -> one.method().equals(method)).toList();
    }

    List<Heard> all() {
        return List.copyOf(heard);
    }

    /** When a call began to ring. */
    long rangNanos(String callId) {
        return rang.get(callId);
    }

    private String number(String callId) {
        return heard.stream()
                .filter(one -> one.callId().equals(callId))
                .findFirst()
                .map(Heard::number)
                .orElse("");
    }

    private void read() {
        byte[] bytes = new byte[65_536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                String text = new String(bytes, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                hear(new Heard(System.nanoTime(), text.replace("\r", "")), packet.getSocketAddress());
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void hear(Heard request, SocketAddress from) throws IOException {
        heard.add(request);
        switch (request.method()) {
            case "INVITE" -> invited(request, from);
            case "CANCEL" -> {
                answer(request, "200 OK", "", from);
                Heard invite = heard.stream()
                        .filter(one ->
                                one.method().equals("INVITE") && one.callId().equals(request.callId()))
                        .findFirst()
                        .orElseThrow();
                if (ways.get(invite.number()) == First.ANSWERS_TOO_LATE) {
                    answer(invite, "200 OK", description(), from);
                } else {
                    answer(invite, "487 Request Terminated", "", from);
                }
            }
            case "BYE", "OPTIONS" -> answer(request, "200 OK", "", from);
            default -> {}
        }
    }

    private void invited(Heard invite, SocketAddress from) throws IOException {
        answer(invite, "180 Ringing", "", from);
        rang.putIfAbsent(invite.callId(), System.nanoTime());
        boolean first = heard(invite.number(), "INVITE").size() == 1;
        if (!first) {
            answer(invite, "200 OK", description(), from);
        } else if (ways.get(invite.number()) == First.DECLINES) {
            answer(invite, "603 Decline", "", from);
        }
    }

    private String description() {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + place.address(),
                "s=-",
                "c=IN IP4 " + place.address(),
                "t=0 0",
                "m=audio " + sound.getLocalPort() + " RTP/AVP 0",
                "a=rtpmap:0 PCMU/8000",
                "");
    }

    private void answer(Heard request, String status, String body, SocketAddress to) throws IOException {
        StringBuilder out = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : List.of("Via", "From", "Call-ID", "CSeq")) {
            out.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        String whom = request.header("To");
        out.append("To: ")
                .append(whom)
                .append(whom.contains("tag=") ? "" : ";tag=far")
                .append("\r\n");
        out.append("Contact: <sip:far@").append(place).append(">\r\n");
        out.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        out.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        byte[] bytes = out.toString().getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        socket.close();
        sound.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
