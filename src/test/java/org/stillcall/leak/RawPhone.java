package org.stillcall.leak;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The near side: a phone known by its address, made of three sockets, which says what its {@link Speech} adds. One
 * thread; one call at a time.
 */
final class RawPhone implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 8_000;
    private static final long AGAIN_MILLIS = 500;

    final Party audio;
    final Party control;
    private final Party sip;
    private final InetSocketAddress server;
    private final Speech speech;
    private final List<byte[]> heard = new ArrayList<>();
    private final Set<String> rings = new HashSet<>();
    boolean acknowledgesRefusals = true;
    private String caller = "";
    /** Stands before the caller's address: as it is written, a blank at its end. */
    String named = "";

    private @Nullable Dialog taken;

    /** One call as the phone knows it. */
    static final class Dialog {
        final String callId;
        final String ours;
        final String number;
        final String branch;
        final int invited;
        int sequence;
        String theirs = "";
        String via = "";
        String target = "";
        String from = "";
        String to = "";
        int status;
        boolean over;

        @Nullable
        InetSocketAddress media;

        @Nullable
        SipText invite;

        private Dialog(String callId, String ours, String number, String branch, int sequence) {
            this.callId = callId;
            this.ours = ours;
            this.number = number;
            this.branch = branch;
            this.sequence = sequence;
            this.invited = sequence;
        }
    }

    RawPhone(String address, int port, InetSocketAddress server, Speech speech) {
        this.server = server;
        this.speech = speech;
        sip = new Party(address, port);
        int media = Party.freePort(address);
        audio = new Party(address, media);
        control = new Party(address, media + 1);
    }

    /** All that it heard, audio and its control too. */
    List<byte[]> heard() {
        return heard;
    }

    private String host() {
        return sip.host() + ":" + sip.port();
    }

    private String via(Dialog dialog, String branch) {
        // CANCEL and the ACK of a refusal have the INVITE's (RFC 3261 section 9.1)
        if (branch.equals(dialog.branch) && !dialog.via.isEmpty()) {
            return dialog.via;
        }
        String via = via(branch);
        dialog.via = branch.equals(dialog.branch) ? via : dialog.via;
        return via;
    }

    private String via(String branch) {
        String shown = speech.reveals() ? speech.or("-via-", "") + ".example" : sip.host();
        return "Via: SIP/2.0/UDP %s:%d;rport%s;branch=z9hG4bK%s\r\n"
                .formatted(shown, sip.port(), speech.reveals() ? ";" + speech.or("-viax-", "") + "=1" : "", branch);
    }

    private String contact() {
        String who = speech.or("-contact-", "desk");
        String more = speech.reveals()
                ? ";+sip.instance=\"<urn:uuid:%s>\";reg-id=1;%s"
                        .formatted(speech.or("-uuid-", ""), speech.or("-cx-", ""))
                : "";
        return "Contact: <sip:%s@%s%s>%s\r\n"
                .formatted(who, host(), speech.reveals() ? ";" + speech.or("-curi-", "") : "", more);
    }

    private String recordRoute() {
        return speech.reveals()
                ? "Record-Route: \"%s\" <sip:%s@%s;lr;%s>\r\n"
                        .formatted(speech.or("-rrd-", ""), speech.or("-rr-", ""), host(), speech.or("-rrx-", ""))
                : "";
    }

    private String description() {
        return speech.description(audio.host(), audio.port(), "sendrecv");
    }

    /** Sends an INVITE to the number, with an offer. */
    Dialog invite(String number) {
        return invite(number, "application/sdp", description());
    }

    /** The same as a trunk does for somebody who calls: {@code from} is a URI. */
    Dialog inviteFor(String from, String number) {
        caller = from;
        return invite(number);
    }

    Dialog invite(String number, String type, String body) {
        String revealing =
                speech.reveals() ? ";isup-oli=" + speech.or("-oli-", "") + ";cpc=" + speech.or("-cpc-", "") : "";
        Dialog dialog = new Dialog(
                speech.token("-callid-") + (speech.reveals() ? "@" + speech.or("-idhost-", "") : ""),
                speech.token("-tag-"),
                number,
                speech.token("-branch-"),
                1 + speech.random().nextInt(1 << 20));
        dialog.target = "sip:" + number + "@" + place() + ";user=phone" + revealing;
        String usual = "sip:%s@%s"
                .formatted(
                        speech.or("-user-", "desk"),
                        speech.reveals() ? speech.or("-host-", "") + ".example" : sip.host());
        dialog.from = "%s<%s>;tag=%s"
                .formatted(
                        speech.reveals() ? "\"" + speech.or("-display-", "") + "\" " : named,
                        caller.isEmpty() ? usual : caller,
                        dialog.ours);
        dialog.to = "%s<sip:%s@%s>"
                .formatted(speech.reveals() ? "\"" + speech.or("-todisplay-", "") + "\" " : "", number, place());
        sendRequest(dialog, "INVITE", dialog.branch, dialog.sequence, type, body);
        return dialog;
    }

    private String place() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    private void sendRequest(Dialog dialog, String method, String branch, int sequence, String type, String body) {
        StringBuilder text = new StringBuilder("%s %s SIP/2.0\r\n".formatted(method, dialog.target));
        text.append(via(dialog, branch))
                .append("Max-Forwards: ")
                .append(speech.reveals() ? 17 : 70)
                .append("\r\n");
        text.append("From: ").append(dialog.from).append("\r\nTo: ").append(dialog.to);
        text.append("\r\nCall-ID: ")
                .append(dialog.callId)
                .append("\r\nCSeq: ")
                .append(sequence)
                .append(' ')
                .append(method);
        text.append("\r\n").append(contact()).append(recordRoute()).append(speech.headers());
        if (!body.isEmpty()) {
            text.append("Content-Type: ").append(type).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        send(text.toString());
    }

    void send(String text) {
        sip.send(text.getBytes(StandardCharsets.ISO_8859_1), server);
    }

    /** Waits for the final response to the INVITE and acknowledges it; its status, or 0. */
    int answer(Dialog dialog) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            SipText message = next(end);
            if (message != null
                    && !message.isRequest()
                    && message.callId().equals(dialog.callId)
                    && message.method().equals("INVITE")
                    && message.sequence() == dialog.invited) {
                dialog.status = message.status();
                if (message.status() >= 200) {
                    accepted(dialog, message);
                    return message.status();
                }
            }
        }
        return 0;
    }

    /** Waits until this or a higher provisional response came; false when the final one did. */
    boolean rings(Dialog dialog) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            SipText message = next(end);
            if (message != null && !message.isRequest() && message.callId().equals(dialog.callId)) {
                if (message.status() >= 200) {
                    accepted(dialog, message);
                    dialog.status = message.status();
                    return false;
                }
                if (message.status() > 100) {
                    return true;
                }
            }
        }
        return false;
    }

    private void accepted(Dialog dialog, SipText message) {
        dialog.to = message.header("To");
        dialog.theirs = SipText.tag(dialog.to);
        if (message.status() < 300) {
            dialog.target = message.contact();
            dialog.media = new InetSocketAddress(server.getAddress(), message.audioPort());
            ack(dialog);
        } else if (acknowledgesRefusals) {
            sendRequest(dialog, "ACK", dialog.branch, message.sequence(), "", "");
        }
    }

    void ack(Dialog dialog) {
        sendRequest(dialog, "ACK", speech.token("-branch-"), dialog.sequence, "", "");
    }

    /** Sends a request of the dialog and waits for its final response; its status, or 0. */
    int request(Dialog dialog, String method, String type, String body) {
        String branch = speech.token("-branch-");
        int sequence = ++dialog.sequence;
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            sendRequest(dialog, method, branch, sequence, type, body);
            long again = System.currentTimeMillis() + AGAIN_MILLIS;
            while (System.currentTimeMillis() < again) {
                SipText message = next(again);
                if (message != null
                        && !message.isRequest()
                        && message.callId().equals(dialog.callId)
                        && message.sequence() == sequence
                        && message.status() >= 200) {
                    if (method.equals("INVITE")) {
                        if (message.status() < 300) {
                            ack(dialog);
                        } else {
                            sendRequest(dialog, "ACK", branch, sequence, "", "");
                        }
                    }
                    return message.status();
                }
            }
        }
        return 0;
    }

    int reinvite(Dialog dialog) {
        return reoffer(dialog, "INVITE");
    }

    /** A new offer, by INVITE or UPDATE. */
    int reoffer(Dialog dialog, String method) {
        return request(dialog, method, "application/sdp", description());
    }

    int bye(Dialog dialog) {
        dialog.over = true;
        return request(dialog, "BYE", "", "");
    }

    /** Sends a BYE once and waits for nothing. */
    void leave(Dialog dialog) {
        dialog.over = true;
        sendRequest(dialog, "BYE", speech.token("-branch-"), ++dialog.sequence, "", "");
    }

    void cancel(Dialog dialog) {
        String to = dialog.to;
        sendRequest(dialog, "CANCEL", dialog.branch, dialog.invited, "", "");
        dialog.to = to;
    }

    /** Waits for a call of the switch and answers it by these statuses; null when none came. */
    @Nullable
    Dialog answerCall(int... statuses) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            SipText message = next(end);
            if (message != null && message.isRequest() && message.method().equals("INVITE")) {
                return answerCall(message, statuses);
            }
        }
        return null;
    }

    /** Waits for the CANCEL of a call that was not answered, and says the 487. */
    void refuse(Dialog dialog) {
        SipText cancel = await(message -> message.isRequest()
                && message.method().equals("CANCEL")
                && message.callId().equals(dialog.callId));
        SipText invite = dialog.invite;
        if (cancel != null && invite != null) {
            send(response(invite, 487, dialog.ours, contact(), ""));
        }
    }

    /** The last call of the switch that it took. */
    Dialog lastAnswered() {
        return java.util.Objects.requireNonNull(taken);
    }

    private Dialog answerCall(SipText invite, int... statuses) {
        Dialog dialog = new Dialog(invite.callId(), speech.token("-tag-"), "", "", invite.sequence());
        taken = dialog;
        dialog.invite = invite;
        dialog.target = invite.contact();
        dialog.to = invite.header("From");
        dialog.from = invite.header("To") + ";tag=" + dialog.ours;
        dialog.media = new InetSocketAddress(server.getAddress(), invite.audioPort());
        for (int status : statuses) {
            String body = status == 183 || status == 200 ? description() : "";
            send(response(invite, status, dialog.ours, contact(), body));
        }
        if (statuses.length > 0 && statuses[statuses.length - 1] >= 200) {
            dialog.status = statuses[statuses.length - 1];
            await(message -> message.isRequest()
                    && message.method().equals("ACK")
                    && message.callId().equals(dialog.callId));
        }
        return dialog;
    }

    /** Waits for a message; null when it did not come in time. */
    @Nullable
    SipText await(java.util.function.Predicate<SipText> wanted) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            SipText message = next(end);
            if (message != null && wanted.test(message)) {
                return message;
            }
        }
        return null;
    }

    /** Whether a call rings that it has not rung for before: by what has come so far, all of which is read. */
    boolean rung() {
        boolean rung = false;
        for (SipText message = next(soon()); message != null; message = next(soon())) {
            rung |= message.isRequest() && message.method().equals("INVITE") && rings.add(message.callId());
        }
        return rung;
    }

    private static long soon() {
        return System.currentTimeMillis() + 20;
    }

    /** Waits for the other side's BYE, which {@link #next} answers. */
    boolean hungUp(Dialog dialog) {
        if (!dialog.over) {
            dialog.over = await(message -> message.isRequest()
                            && message.method().equals("BYE")
                            && message.callId().equals(dialog.callId))
                    != null;
        }
        return dialog.over;
    }

    private String response(SipText request, int status, String tag, String contact, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 %d %s\r\n".formatted(status, speech.or("-phrase-", "Fine")));
        request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        request.all("Record-Route")
                .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
        String to = request.header("To");
        text.append("From: ").append(request.header("From")).append("\r\nTo: ").append(to);
        text.append(SipText.tag(to).isEmpty() ? ";tag=" + tag : "")
                .append("\r\nCall-ID: ")
                .append(request.callId());
        text.append("\r\nCSeq: ")
                .append(request.header("CSeq"))
                .append("\r\n")
                .append(contact)
                .append(speech.headers());
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** The next message; requests within a call are answered. */
    private @Nullable SipText next(long end) {
        byte[] bytes = sip.receive(end - System.currentTimeMillis());
        if (bytes == null) {
            return null;
        }
        heard.add(bytes);
        SipText message = SipText.of(bytes);
        if (message.isRequest() && !message.method().equals("ACK")) {
            boolean inside = !SipText.tag(message.header("To")).isEmpty();
            String body = message.method().equals("INVITE") && inside ? description() : "";
            if (inside || message.method().equals("CANCEL")) {
                send(response(message, 200, "none", contact(), body));
            }
        }
        return message;
    }

    /** Sends audio and, where it reveals, its control; hears what came. */
    void talk(Dialog dialog, Speech.Stream stream, int packets) {
        InetSocketAddress media = java.util.Objects.requireNonNull(dialog.media);
        for (int i = 0; i < packets; i++) {
            audio.send(speech.audio(stream), media);
        }
        control.send(speech.control(stream.source()), new InetSocketAddress(media.getAddress(), media.getPort() + 1));
    }

    /** Everything that waits at the media sockets. */
    int listen() {
        int packets = 0;
        for (Party party : List.of(audio, control)) {
            for (byte[] packet = party.receive(1); packet != null; packet = party.receive(1)) {
                heard.add(packet);
                packets++;
            }
        }
        return packets;
    }

    /** Reads what waits at the SIP socket. */
    void drain() {
        while (next(System.currentTimeMillis() + 1) != null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        sip.close();
        audio.close();
        control.close();
    }
}
