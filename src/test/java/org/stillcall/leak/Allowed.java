package org.stillcall.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What may leave the switch at all, by far-leg.md: which header lines in which order, which values those have that the
 * switch chooses, which lines a description has, what an audio or control packet is made of.
 */
final class Allowed {
    private static final List<String> REQUEST = List.of(
            "Via",
            "Max-Forwards",
            "Route",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Contact",
            "Privacy",
            "P-Asserted-Identity",
            "Session-Expires",
            "Min-SE",
            "RAck",
            "Allow",
            "Supported",
            "Content-Type",
            "Content-Length");
    private static final List<String> RESPONSE = List.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Record-Route",
            "Contact",
            "Allow",
            "Supported",
            "Require",
            "RSeq",
            "Session-Expires",
            "Min-SE",
            "Retry-After",
            "Unsupported",
            "Accept",
            "Reason",
            "Content-Type",
            "Content-Length");
    private static final Pattern REASON = Pattern.compile("SIP/2\\.0 [1-6][0-9]{2} [A-Z][A-Za-z/' -]{1,40}");
    private static final Pattern OWN_VIA =
            Pattern.compile("SIP/2\\.0/(UDP|TLS) 127\\.0\\.0\\.1:[0-9]+;branch=z9hG4bK[0-9a-f]{32};rport");
    private static final Pattern OWN_CONTACT =
            Pattern.compile("<sip:[0-9a-f]{16}@127\\.0\\.0\\.1:[0-9]+;transport=(udp|tls)>");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern DESCRIPTION = Pattern.compile("""
            v=0\r
            o=- [0-9]{1,19} [0-9]{1,5} IN IP4 127\\.0\\.0\\.1\r
            s=-\r
            c=IN IP4 127\\.0\\.0\\.1\r
            t=0 0\r
            m=audio [0-9]{4,5} RTP/S?AVP (0|8|0 8|8 0)( [0-9]{2,3})?\r
            (a=rtpmap:(0 PCMU|8 PCMA|[0-9]{2,3} telephone-event)/8000\r
            |a=fmtp:[0-9]{2,3} 0-15\r
            |a=crypto:[12] [A-Z0-9_]+ inline:[A-Za-z0-9+/]+={0,2}\r
            |a=ptime:20\r
            |a=maxptime:[0-9]+\r
            |a=(sendrecv|sendonly|recvonly|inactive)\r
            )+""");

    private final List<String> pool;
    private final List<String> faults = new ArrayList<>();

    /** @param pool the numbers that calls may show, empty on the near side, where none may be shown */
    Allowed(List<String> pool) {
        this.pool = pool;
    }

    /** What was not allowed, without repetitions. */
    List<String> faults() {
        return faults.stream().distinct().limit(20).toList();
    }

    private void demand(boolean fine, String fault) {
        if (!fine) {
            faults.add(fault);
        }
    }

    void message(SipText message) {
        List<String> order = message.isRequest() ? REQUEST : RESPONSE;
        int at = 0;
        for (SipText.Header header : message.headers()) {
            int place = order.indexOf(header.name());
            demand(place >= at, "out of order or not allowed: " + header.name() + " in " + message.method());
            at = Math.max(at, place);
        }
        if (message.isRequest()) {
            request(message);
        } else {
            demand(REASON.matcher(message.first()).matches(), "status line " + message.first());
        }
        String reason = message.header("Reason");
        demand(reason.isEmpty() || !message.isRequest() && reason.equals("Q.850;cause=1"), "Reason: " + reason);
        String contact = message.header("Contact");
        demand(contact.isEmpty() || OWN_CONTACT.matcher(contact).matches(), "Contact: " + contact);
        String body = message.body();
        demand(body.isEmpty() || DESCRIPTION.matcher(body).matches(), "description:\n" + body);
        String type = message.header("Content-Type");
        demand(type.isEmpty() || type.equals("application/sdp"), "type " + type);
    }

    private void request(SipText request) {
        demand(request.all("Via").size() == 1, "several Via");
        demand(OWN_VIA.matcher(request.header("Via")).matches(), "Via: " + request.header("Via"));
        demand(request.header("Max-Forwards").equals("70"), "Max-Forwards");
        if (pool.isEmpty() || !request.header("From").contains("anonymous@")) {
            return; // towards a phone, or within a call that it made
        }
        demand(
                request.header("From").matches("\"Anonymous\" <sip:anonymous@anonymous\\.invalid>;tag=[0-9a-f]{32}"),
                "From: " + request.header("From"));
        demand(TOKEN.matcher(request.callId()).matches(), "Call-ID: " + request.callId());
        if (request.method().equals("INVITE")
                && SipText.tag(request.header("To")).isEmpty()) {
            demand(request.header("Privacy").equals("id;header;session;history"), "Privacy");
            String asserted = request.header("P-Asserted-Identity").replaceAll("^<sip:\\+|@.*", "");
            demand(pool.contains(asserted), "P-Asserted-Identity: " + asserted);
            demand(
                    request.header("To").matches("<sip:\\+1[0-9]{10}@[0-9.:]+;user=phone>"),
                    "To: " + request.header("To"));
        }
    }

    /** An audio or control packet. */
    void packet(byte[] bytes) {
        if (isControl(bytes)) {
            control(bytes);
            return;
        }
        demand(bytes.length >= 12 && (bytes[0] & 0xff) == 0x80, "RTP with padding, extension or sources");
        int type = bytes[1] & 0x7f;
        demand(type == 0 || type == 8 || type == 101, "payload type " + type);
    }

    static boolean isControl(byte[] bytes) {
        int type = bytes.length < 2 ? 0 : bytes[1] & 0xff;
        return type >= 192 && type <= 223;
    }

    private void control(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            int count = bytes[at] & 0x1f;
            int length = 4 + 4 * ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
            demand((bytes[at] & 0xe0) == 0x80, "RTCP with padding");
            switch (bytes[at + 1] & 0xff) {
                case 200 -> demand(length == 28 + 24 * count, "sender report with an extension");
                case 201 -> demand(length == 8 + 24 * count, "receiver report with an extension");
                case 202 -> {
                    boolean name = count == 1 && bytes[at + 8] == 1 && bytes[at + 9] == 16 && bytes[at + 26] == 0;
                    demand(name && length == 28, "SDES is one name of 16 characters");
                }
                case 203 -> demand(length == 4 + 4 * count, "BYE with a reason");
                default -> demand(false, "RTCP type " + (bytes[at + 1] & 0xff));
            }
            at += length;
        }
    }
}
