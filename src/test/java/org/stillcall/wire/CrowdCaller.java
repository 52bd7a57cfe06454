package org.stillcall.wire;

import java.util.ArrayList;
import java.util.List;
import org.stillcall.wire.RawCarrier.Heard;

/** One who calls a published number through a carrier. Crowd's thread only. */
final class CrowdCaller implements CrowdSip.Party {
    /** How a caller's line stands. */
    enum Line {
        CALLING,
        THERE,
        REFUSED,
        /** Ended by the switch. */
        LEFT,
        /** Ended by them. */
        HUNG_UP
    }

    final CrowdVoice voice;
    final int self;
    private final CrowdSip sip;
    private final String called;
    private final String from;
    private final String callId;
    private final String inviteVia;
    private final CrowdSip.Repeated invite;
    private final List<String> answered = new ArrayList<>();
    private Runnable there = () -> {};
    private boolean acknowledges = true;
    private CrowdSip.Repeated bye;
    private String tag = "";
    private String target;
    private Line line = Line.CALLING;
    private int status;
    private String cause = "";
    private int sequence = 1;

    /** @param from From without its tag, and whatever lines follow it */
    CrowdCaller(CrowdSip sip, String called, String from, int self) {
        this(sip, called, from, self, "");
    }

    /** @param offer a description of their sound that is not theirs; nothing for their own */
    CrowdCaller(CrowdSip sip, String called, String from, int self, String offer) {
        this.sip = sip;
        this.called = called;
        this.self = self;
        this.voice = new CrowdVoice(sip.crowd, sip.place.address(), self);
        this.from =
                from.contains("\r\n") ? from.replaceFirst("\r\n", ";tag=c" + self + "\r\n") : from + ";tag=c" + self;
        this.callId = "crowd" + self + "p" + sip.place.port();
        this.target = "sip:" + called + "@" + sip.server().getAddress().getHostAddress() + ":"
                + sip.server().getPort();
        this.inviteVia = sip.via();
        sip.knows(callId, this);
        String body = offer.isEmpty() ? sip.description(voice) : offer;
        this.invite = sip.new Repeated(head("INVITE", 1, inviteVia) + sip.contact()
                + "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String head(String method, int number, String via) {
        return method + " " + target + " SIP/2.0\r\n" + via + "Max-Forwards: 70\r\nFrom: " + from + "\r\nTo: <sip:"
                + called
                + "@" + sip.server().getAddress().getHostAddress() + ">" + (tag.isEmpty() ? "" : ";tag=" + tag)
                + "\r\nCall-ID: " + callId + "\r\nCSeq: " + number + " " + method + "\r\n";
    }

    /** Its carrier loses every ACK. */
    CrowdCaller withoutAck() {
        acknowledges = false;
        return this;
    }

    /** What is done once they are answered. */
    CrowdCaller then(Runnable what) {
        there = what;
        return this;
    }

    @Override
    public void hears(Heard message) {
        if (message.text().startsWith("SIP/2.0 ")) {
            response(message);
        } else if (message.method().equals("BYE")) {
            sip.send(sip.response(message, "200 OK", "", ""));
            if (line == Line.THERE) {
                line = Line.LEFT;
                voice.close();
            }
        } else if (!message.method().equals("ACK")) {
            answered.add("asked " + message.method());
            sip.send(sip.response(message, "488 Not Here", "", ""));
        }
    }

    private void response(Heard message) {
        String of = message.header("CSeq");
        if (!of.equals("1 INVITE")) {
            if (of.endsWith("BYE") && bye != null) {
                bye.heard();
            }
            answered.add(CrowdSip.status(message) + " " + of);
            if (of.endsWith(" INVITE") && CrowdSip.isFinal(message)) {
                int number = Integer.parseInt(of.substring(0, of.indexOf(' ')));
                boolean taken = CrowdSip.status(message) < 300;
                String via = taken ? sip.via() : message.found("(?m)^(Via: .*)$") + "\r\n";
                sip.send(head("ACK", number, via) + "Content-Length: 0\r\n\r\n");
            }
            return;
        }
        invite.heard();
        if (!CrowdSip.isFinal(message)) {
            return;
        }
        tag = message.found("(?m)^To: .*;tag=(.*)$");
        int was = status;
        status = CrowdSip.status(message);
        if (status >= 300) {
            sip.send(head("ACK", 1, inviteVia) + "Content-Length: 0\r\n\r\n");
            cause = message.header("Reason");
            line = Line.REFUSED;
            return;
        }
        target = message.found("(?m)^Contact: <([^>]*)>");
        if (acknowledges) {
            sip.send(head("ACK", 1, sip.via()) + "Content-Length: 0\r\n\r\n");
        }
        if (was == 0) {
            line = Line.THERE;
            voice.speaksTo(CrowdSip.sound(message));
            there.run();
        }
    }

    /** A request within their call; its answers are noted. */
    void requests(String method, String type, String body) {
        sip.send(head(method, ++sequence, sip.via()) + sip.contact()
                + (body.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** Answers to what it asked within the call, and what it was asked. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    String description() {
        return sip.description(voice);
    }

    void cancels() {
        sip.send(head("CANCEL", 1, inviteVia) + "Content-Length: 0\r\n\r\n");
    }

    void hangsUp() {
        if (line == Line.THERE) {
            line = Line.HUNG_UP;
            voice.close();
            bye = sip.new Repeated(head("BYE", ++sequence, sip.via()) + "Content-Length: 0\r\n\r\n");
        }
    }

    Line line() {
        return line;
    }

    int status() {
        return status;
    }

    /** Why they were refused, as RFC 3326 writes it. */
    String cause() {
        return cause;
    }
}
