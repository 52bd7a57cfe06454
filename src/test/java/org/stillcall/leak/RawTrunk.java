package org.stillcall.leak;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The far side: a trunk made of plain sockets, which hears everything and says what its {@link Speech} adds. What it
 * does with a call depends on the last two digits of the number.
 */
final class RawTrunk implements AutoCloseable {
    /** What the trunk does with a call, in the order of the last digits. */
    enum Manner {
        ANSWERS,
        RINGS_AND_ANSWERS,
        PLAYS_AND_ANSWERS,
        RINGS_RELIABLY,
        BUSY,
        REFUSES_PRIVATE,
        RINGS_ONLY,
        REDIRECTS,
        /** Answers, makes requests of its own and hangs up. */
        BUSTLES,
        DECLINES,
        CHALLENGES,
        ANSWERS_BADLY,
        OVERLOADED,
        SILENT,
    }

    /** Where a message came from and its answer goes. */
    interface Way {
        void send(byte[] message);

        String via();
    }

    /** A message or packet as it was heard, and from whom. */
    record Heard(byte[] bytes, InetSocketAddress from) {}

    /** One call as the trunk knows it. */
    static final class FarCall {
        final SipText invite;
        final Manner manner;
        final Way way;
        final String tag;
        private final Deque<String> plans = new ArrayDeque<>();
        private int sequence = 100;
        private String last = "";
        private String reason = "";
        boolean answered;
        volatile boolean over;

        private FarCall(SipText invite, Manner manner, Way way, String tag) {
            this.invite = invite;
            this.manner = manner;
            this.way = way;
            this.tag = tag;
        }
    }

    final Party audio;
    final Party control;
    private final Party sip;
    private final Speech speech;
    private final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<Heard> packets = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, FarCall> calls = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    volatile boolean talks = true;

    RawTrunk(String address, int port, Speech speech) {
        this.speech = speech;
        sip = new Party(address, port);
        int media = Party.freePort(address);
        audio = new Party(address, media);
        control = new Party(address, media + 1);
        threads.add(Thread.ofPlatform().daemon().start(this::serve));
        for (Party party : List.of(audio, control)) {
            threads.add(Thread.ofPlatform().daemon().start(() -> listen(party)));
        }
    }

    int port() {
        return sip.port();
    }

    /** Every SIP message. */
    List<byte[]> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** Every packet of audio and its control. */
    List<Heard> packets() {
        synchronized (packets) {
            return List.copyOf(packets);
        }
    }

    List<FarCall> calls() {
        return List.copyOf(calls.values());
    }

    private void listen(Party party) {
        while (!party.closed()) {
            byte[] packet = party.receive(1_000);
            if (packet != null) {
                packets.add(new Heard(packet, party.lastFrom()));
            }
        }
    }

    private void serve() {
        while (!sip.closed()) {
            byte[] bytes = sip.receive(1_000);
            if (bytes != null) {
                InetSocketAddress from = sip.lastFrom();
                hear(bytes, new Way() {
                    @Override
                    public void send(byte[] message) {
                        sip.send(message, from);
                    }

                    @Override
                    public String via() {
                        return "UDP";
                    }
                });
            }
        }
    }

    /** A message by whatever way. */
    synchronized void hear(byte[] bytes, Way way) {
        messages.add(bytes);
        SipText message = SipText.of(bytes);
        FarCall call = calls.get(message.callId());
        if (!message.isRequest()) {
            if (call != null) {
                answered(call, message);
            }
        } else if (message.method().equals("INVITE") && call == null) {
            invited(message, way);
        } else if (call != null) {
            within(call, message);
        } else if (!message.method().equals("ACK")) {
            way.send(response(message, 481, "none", "", ""));
        }
    }

    private static Manner manner(SipText invite) {
        String user = invite.uri().replaceAll("^sip:|@.*", "");
        int digits = Integer.parseInt(user.substring(user.length() - 2));
        return Manner.values()[digits % Manner.values().length];
    }

    /** A number whose call the trunk treats like that. */
    static String number(Manner manner) {
        return "+120255501%02d".formatted(manner.ordinal() + Manner.values().length);
    }

    private void invited(SipText invite, Way way) {
        FarCall call = new FarCall(invite, manner(invite), way, speech.token("-tag-"));
        calls.put(invite.callId(), call);
        if (call.manner == Manner.SILENT) {
            return;
        }
        way.send(response(invite, 100, "", "", ""));
        switch (call.manner) {
            case ANSWERS -> answer(call);
            case RINGS_AND_ANSWERS, BUSTLES -> {
                reply(call, 180, "", "");
                answer(call);
            }
            case PLAYS_AND_ANSWERS -> {
                reply(call, 183, "", description(call));
                answer(call);
            }
            case RINGS_RELIABLY -> reply(call, 183, "Require: 100rel\r\nRSeq: 7\r\n", description(call));
            case BUSY -> reply(call, 486, "", "");
            case REFUSES_PRIVATE -> reply(call, 433, "", "");
            case RINGS_ONLY -> reply(call, 180, "", "");
            case REDIRECTS -> reply(call, 302, "", "");
            case DECLINES -> reply(call, 603, "", "");
            case CHALLENGES ->
                reply(
                        call,
                        407,
                        "Proxy-Authenticate: Digest realm=\"%s\", nonce=\"%s\"\r\n"
                                .formatted(speech.or("-realm-", "x"), speech.token("-nonce-")),
                        "");
            case ANSWERS_BADLY ->
                reply(call, 200, "", speech.random().nextBoolean() ? "" : "v=9\r\nno description\r\n");
            case OVERLOADED -> reply(call, 503, "Retry-After: 7\r\n", "");
            case SILENT -> {}
        }
    }

    private void answer(FarCall call) {
        call.answered = true;
        reply(call, 200, "", description(call));
    }

    private void reply(FarCall call, int status, String more, String body) {
        call.last = new String(
                response(call.invite, status, call.tag, contact() + recordRoute() + more, body),
                StandardCharsets.ISO_8859_1);
        call.way.send(call.last.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String description(FarCall call) {
        String text = speech.description(audio.host(), audio.port(), "sendrecv");
        String crypto = call.invite
                .body()
                .lines()
                .filter(line -> line.startsWith("a=crypto:"))
                .findFirst()
                .orElse("");
        return crypto.isEmpty() ? text : text.replace("RTP/AVP", "RTP/SAVP") + crypto + "\r\n";
    }

    private String contact() {
        return "Contact: <sip:%s@%s:%d%s>%s\r\n"
                .formatted(
                        speech.or("-contact-", "gateway"),
                        sip.host(),
                        sip.port(),
                        speech.reveals() ? ";" + speech.or("-curi-", "") : "",
                        speech.reveals() ? ";+sip.instance=\"" + speech.or("-uuid-", "") + "\"" : "");
    }

    private String recordRoute() {
        return speech.reveals()
                ? "Record-Route: <sip:%s@%s:%d;lr;%s>\r\n"
                        .formatted(speech.or("-rr-", ""), sip.host(), sip.port(), speech.or("-rrx-", ""))
                : "";
    }

    private byte[] response(SipText request, int status, String tag, String more, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 %d %s\r\n".formatted(status, speech.or("-phrase-", "Fine")));
        request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        String to = request.header("To");
        text.append("From: ").append(request.header("From")).append("\r\nTo: ").append(to);
        text.append(SipText.tag(to).isEmpty() && !tag.isEmpty() ? ";tag=" + tag : "");
        text.append("\r\nCall-ID: ")
                .append(request.callId())
                .append("\r\nCSeq: ")
                .append(request.header("CSeq"));
        text.append("\r\n").append(more).append(status == 100 ? "" : speech.headers());
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void within(FarCall call, SipText request) {
        boolean inside = !SipText.tag(request.header("To")).isEmpty();
        switch (request.method()) {
            case "ACK" -> {
                if (call.answered && inside) {
                    connected(call);
                }
            }
            case "CANCEL" -> {
                call.way.send(response(request, 200, call.tag, "", ""));
                reply(call, 487, "", "");
                call.over = true;
            }
            case "PRACK" -> {
                call.way.send(response(request, 200, call.tag, "", ""));
                if (!call.answered) {
                    answer(call);
                }
            }
            case "BYE" -> {
                call.over = true;
                call.way.send(response(request, 200, call.tag, "", ""));
            }
            case "INVITE" -> {
                if (inside) {
                    call.way.send(response(request, 200, call.tag, contact(), description(call)));
                } else if (!call.last.isEmpty()) {
                    call.way.send(call.last.getBytes(StandardCharsets.ISO_8859_1)); // came again
                }
            }
            default -> call.way.send(response(request, 200, call.tag, contact(), ""));
        }
    }

    private void connected(FarCall call) {
        if (!gone.add(call.tag)) {
            return; // the ACK came again
        }
        if (talks) {
            InetSocketAddress media = media(call);
            Speech.Stream stream = speech.stream();
            for (int i = 0; i < 3; i++) {
                audio.send(speech.audio(stream), media);
            }
            InetSocketAddress reports = new InetSocketAddress(media.getAddress(), media.getPort() + 1);
            control.send(speech.control(stream.source()), reports);
        }
        if (call.manner == Manner.BUSTLES) {
            call.plans.addAll(List.of("INFO", "MESSAGE", "UPDATE", "OPTIONS", "INVITE", "REFER", "NOTIFY", "BYE"));
            proceed(call);
        }
    }

    /** Where the switch takes this call's audio. */
    InetSocketAddress media(FarCall call) {
        return new InetSocketAddress("127.0.0.1", call.invite.audioPort());
    }

    private void answered(FarCall call, SipText response) {
        if (response.status() >= 200) {
            if (response.method().equals("INVITE") && response.status() < 300) {
                request(call, "ACK", response.sequence(), "", "");
            }
            if (response.method().equals("BYE")) {
                call.over = true;
            }
            proceed(call);
        }
    }

    private void proceed(FarCall call) {
        String method = call.plans.poll();
        if (method != null) {
            say(call, method);
        }
    }

    /** A request of the trunk's own within the call. */
    synchronized void say(FarCall call, String method) {
        boolean offers = method.equals("INVITE") || method.equals("UPDATE");
        boolean carries = List.of("INFO", "MESSAGE", "NOTIFY").contains(method);
        String[] other = speech.otherBody();
        request(
                call,
                method,
                ++call.sequence,
                offers ? "application/sdp" : carries ? other[0] : "",
                offers ? description(call) : carries ? other[1] : "");
    }

    /** Ends a call as a network does that lost it. */
    synchronized void lose(FarCall call) {
        call.reason = "Reason: Q.850;cause=41\r\n";
        say(call, "BYE");
    }

    private void request(FarCall call, String method, int sequence, String type, String body) {
        StringBuilder text = new StringBuilder("%s %s SIP/2.0\r\n".formatted(method, call.invite.contact()));
        text.append("Via: SIP/2.0/%s %s:%d;rport;branch=z9hG4bK%s\r\nMax-Forwards: 70\r\n"
                .formatted(call.way.via(), sip.host(), sip.port(), speech.token("-branch-")));
        text.append("From: ").append(call.invite.header("To")).append(";tag=").append(call.tag);
        text.append("\r\nTo: ")
                .append(call.invite.header("From"))
                .append("\r\nCall-ID: ")
                .append(call.invite.callId());
        text.append("\r\nCSeq: ")
                .append(sequence)
                .append(' ')
                .append(method)
                .append("\r\n")
                .append(contact());
        text.append(method.equals("REFER") ? "Refer-To: <sip:" + speech.or("-refer-", "x") + "@example.net>\r\n" : "");
        text.append(call.reason).append(speech.headers());
        if (!body.isEmpty()) {
            text.append("Content-Type: ").append(type).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        call.way.send(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The call to which a number with these digits led, once it came. */
    @Nullable
    FarCall live() {
        return calls.values().stream()
                .filter(call -> call.answered && !call.over)
                .findFirst()
                .orElse(null);
    }

    void forget() {
        calls.clear();
        messages.clear();
        packets.clear();
    }

    @Override
    public void close() {
        sip.close();
        audio.close();
        control.close();
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
