package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.stillcall.wire.RawCarrier.Heard;

/** A carrier that writes its own SIP: it answers every call at once, loses calls as it is told, and places some. */
final class LosingCarrier implements AutoCloseable {
    private final DatagramSocket socket;
    private final DatagramSocket sound;
    private final Place place;
    private final InetSocketAddress server;
    private final Thread thread = new Thread(this::read, "losing-carrier");
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    LosingCarrier(Place place, Place server) {
        this.place = place;
        this.server = new InetSocketAddress(server.address(), server.port());
        try {
            InetAddress here = InetAddress.getByName(place.address());
            socket = new DatagramSocket(place.port(), here);
            sound = new DatagramSocket(0, here); // never read and never written: it is silent
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** The INVITEs for a number, without repetitions. */
    List<Heard> invites(String number) {
        return heard.stream()
                .filter(one -> one.text().startsWith("INVITE ") && one.number().equals(number))
                .filter(one -> first(one.callId(), "INVITE") == one)
                .toList();
    }

    /** The first message of a call that begins so. */
    private Heard first(String callId, String start) {
        return heard.stream()
                .filter(one -> one.text().startsWith(start) && one.callId().equals(callId))
                .findFirst()
                .orElse(null);
    }

    /** Waits until a call got a message that begins so, and gives the first. */
    Heard await(String callId, String start) {
        Waiting.until("the carrier has " + start, () -> first(callId, start) != null, () -> heard.toString());
        return first(callId, start);
    }

    /** Everything that it heard. */
    List<Heard> all() {
        return List.copyOf(heard);
    }

    /** Ends the last call to a number by BYE. {@code reason} is a header line with its end, or nothing. */
    void ends(String number, String reason) {
        Heard invite = invites(number).getLast();
        await(invite.callId(), "ACK");
        send("BYE " + invite.found("(?m)^Contact: <([^>]*)>") + " SIP/2.0\r\n" + via() + "Max-Forwards: 70\r\n"
                + "From: " + invite.header("To") + ";tag=far\r\nTo: " + invite.header("From") + "\r\nCall-ID: "
                + invite.callId() + "\r\nCSeq: 1 BYE\r\n" + reason + "Content-Length: 0\r\n\r\n");
        await(invite.callId(), "SIP/2.0 200");
    }

    /** A call that it places. */
    final class Call {
        private final String called;
        private final String from;
        private final String id = "back" + made.incrementAndGet();
        private final String via = via();

        private Call(String called, String from) {
            this.called = called;
            this.from = from;
        }

        private void invite() {
            String body = description();
            send(head("INVITE", 1, "", via) + "Contact: <sip:far@" + place
                    + ">\r\nContent-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        private String head(String method, int sequence, String tag, String ownVia) {
            return method + " sip:" + called + "@" + server.getAddress().getHostAddress() + ":" + server.getPort()
                    + " SIP/2.0\r\n" + ownVia + "Max-Forwards: 70\r\nFrom: " + from + "\r\nTo: <sip:" + called + "@"
                    + server.getAddress().getHostAddress() + ">" + tag + "\r\nCall-ID: " + id + "\r\nCSeq: " + sequence
                    + " " + method + "\r\n";
        }

        /** Waits for its final answer, acknowledges it and gives it. */
        Heard answer() {
            Waiting.until("a final answer", () -> last() != null, () -> heard.toString());
            Heard last = last();
            boolean taken = last.text().startsWith("SIP/2.0 2");
            send(head("ACK", 1, ";tag=" + tag(last), taken ? via() : via) + "Content-Length: 0\r\n\r\n");
            return last;
        }

        private Heard last() {
            return heard.stream()
                    .filter(one -> one.callId().equals(id) && one.text().matches("(?s)SIP/2\\.0 [2-6].*"))
                    .findFirst()
                    .orElse(null);
        }

        private static String tag(Heard answer) {
            return answer.found("(?m)^To: .*;tag=(.*)$");
        }

        /** All that was answered to its INVITE. */
        List<String> statuses() {
            return heard.stream()
                    .filter(one -> one.callId().equals(id) && one.text().startsWith("SIP/2.0 "))
                    .filter(one -> one.header("CSeq").endsWith("INVITE"))
                    .map(one -> one.text().substring(8, 11))
                    .distinct()
                    .toList();
        }

        void hangUp() {
            send(head("BYE", 2, ";tag=" + tag(last()), via()) + "Content-Length: 0\r\n\r\n");
        }

        void awaitBye() {
            await(id, "BYE");
        }
    }

    /** Calls a number; {@code from} is From without its tag, and whatever lines follow it. */
    Call call(String called, String from, String... lines) {
        String more = lines.length == 0 ? "" : "\r\n" + String.join("\r\n", lines);
        Call call = new Call(called, from + ";tag=caller" + more);
        call.invite();
        return call;
    }

    private String via() {
        return "Via: SIP/2.0/UDP " + place + ";branch=z9hG4bKloses" + made.incrementAndGet() + "\r\n";
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

    private void hear(Heard message, SocketAddress from) throws IOException {
        heard.add(message);
        switch (message.method()) {
            case "INVITE" -> {
                answer(message, "180 Ringing", "", from);
                answer(message, "200 OK", description(), from);
            }
            case "BYE", "CANCEL", "OPTIONS" -> answer(message, "200 OK", "", from);
            default -> {}
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
        out.append("To: ").append(whom).append(whom.contains("tag=") ? "" : ";tag=far");
        out.append("\r\nContact: <sip:far@").append(place).append(">\r\n");
        out.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        out.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        send(out.toString(), to);
    }

    private void send(String text) {
        try {
            send(text, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String text, SocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
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
