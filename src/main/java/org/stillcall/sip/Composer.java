package org.stillcall.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;

/**
 * Writes every message that leaves: requests, responses, ACK, CANCEL, BYE and PRACK alike.
 *
 * <p>It is an allow-list. A line is here because RFC 3261 or one of its extensions demands it, in one order and one
 * spelling for all peers; there is no way to hand it a header that is not listed, and nothing here reads one leg to
 * write another. From a peer's message only what that same peer must get back is copied: Via, From, To, Call-ID, CSeq,
 * Record-Route, the names in Require that we do not know, and, as target and route of later requests, its Contact and
 * Record-Route. No User-Agent, Server, Date, Warning or any other line, so the far side learns no more from an odd
 * call than from an ordinary one.
 */
final class Composer {
    private static final byte[] VERSION_LINE = ascii(" SIP/2.0\r\n");
    private static final byte[] MAX_FORWARDS = ascii("Max-Forwards: 70\r\n");
    private static final byte[] ALLOW = ascii("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE\r\n");
    private static final byte[] SUPPORTED = ascii("Supported: 100rel, timer\r\n");
    private static final byte[] ACCEPT = ascii("Accept: application/sdp\r\n");
    private static final byte[] SDP_TYPE = ascii("Content-Type: application/sdp\r\nContent-Length: ");
    private static final byte[] NO_BODY = ascii("Content-Length: 0\r\n\r\n");
    private static final byte[] COOKIE = ascii("z9hG4bK");

    private final Draft draft;
    private final org.stillcall.base.Randomness randomness;
    private final OurPlaces ourPlaces;

    Composer(Draft draft, Wire wire, String publicHost, org.stillcall.base.Randomness randomness) {
        this.draft = draft;
        this.ourPlaces = new OurPlaces(wire, publicHost);
        this.randomness = randomness;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A request of a leg; its target, parties, Call-ID and route from the dialog. */
    void request(RequestOutline outline, DialogState dialog, Token localTag, Token branch, Hop hop) {
        SipWriter out = draft.begin();
        out.text(outline.method.name()).text(" ");
        int uriFrom = out.length();
        out.slice(dialog.get(DialogState.Part.TARGET));
        int uriTo = out.length();
        out.bytes(VERSION_LINE);
        via(out, hop, branch);
        out.bytes(MAX_FORWARDS);
        Slice route = dialog.get(DialogState.Part.ROUTE);
        if (!route.isEmpty()) {
            out.text("Route: ").slice(route).line();
        }
        out.text("From: ").slice(dialog.get(DialogState.Part.LOCAL)).text(";tag=");
        localTag.write(out);
        out.text("\r\nTo: ").slice(dialog.get(DialogState.Part.REMOTE));
        Slice remoteTag = dialog.get(DialogState.Part.REMOTE_TAG);
        if (!remoteTag.isEmpty()) {
            out.text(";tag=").slice(remoteTag);
        }
        out.text("\r\nCall-ID: ").slice(dialog.get(DialogState.Part.CALL_ID));
        cseq(out, outline.cseq, outline.method);
        details(out, outline, hop, draft.part(uriFrom, uriTo));
    }

    private void details(SipWriter out, RequestOutline outline, Hop hop, Slice requestUri) {
        if (outline.withContact) {
            contact(out, outline.contactUser, hop);
        }
        Slice challenge = outline.challenge;
        Credential credential = outline.credential;
        if (challenge != null && credential != null) {
            out.text(outline.byProxy ? "Proxy-Authorization: " : "Authorization: ");
            DigestAnswer.write(out, challenge, credential, outline.method, requestUri, 1, randomness.token(64));
            out.line();
        }
        if (!outline.privacy.isEmpty()) {
            out.text("Privacy: ");
            for (int i = 0; i < outline.privacy.size(); i++) {
                out.text(i == 0 ? "" : ";").text(outline.privacy.get(i));
            }
            out.line();
        }
        if (outline.assertedIdentity != null) {
            out.text("P-Asserted-Identity: <").text(outline.assertedIdentity).text(">\r\n");
        }
        sessionExpires(out, outline.sessionExpires, outline.refresher);
        if (outline.minSe > 0) {
            out.text("Min-SE: ").number(outline.minSe).line();
        }
        if (outline.rackRseq >= 0) {
            out.text("RAck: ")
                    .number(outline.rackRseq)
                    .text(" ")
                    .number(outline.rackCseq)
                    .text(" INVITE\r\n");
        }
        if (outline.cause != null) {
            lines(out, List.of(outline.cause.line()));
        }
        if (outline.method == SipMethod.INVITE || outline.method == SipMethod.UPDATE) {
            out.bytes(ALLOW).bytes(SUPPORTED);
        }
        body(out, outline.sdp);
    }

    private static void sessionExpires(SipWriter out, long seconds, String refresher) {
        if (seconds > 0) {
            out.text("Session-Expires: ").number(seconds);
            if (!refresher.isEmpty()) {
                out.text(";refresher=").text(refresher);
            }
            out.line();
        }
    }

    /** CANCEL of an INVITE (RFC 3261 section 9.1): its branch, its target, no tag in To. */
    void cancel(DialogState dialog, Token localTag, Token branch, long cseq, Hop hop) {
        SipWriter out = draft.begin();
        out.text("CANCEL ").slice(dialog.get(DialogState.Part.TARGET)).bytes(VERSION_LINE);
        via(out, hop, branch);
        out.bytes(MAX_FORWARDS);
        out.text("From: ").slice(dialog.get(DialogState.Part.LOCAL)).text(";tag=");
        localTag.write(out);
        out.text("\r\nTo: ").slice(dialog.get(DialogState.Part.REMOTE));
        out.text("\r\nCall-ID: ").slice(dialog.get(DialogState.Part.CALL_ID));
        cseq(out, cseq, SipMethod.CANCEL);
        out.bytes(NO_BODY);
    }

    /**
     * A request that follows from a response to our INVITE alone: the ACK of a final response, the BYE of a fork that
     * lost, PRACK. The parties are those of the response, which are ours.
     *
     * @param target Request-URI; empty for the response's Contact, or its To where it has none
     * @param routed whether Record-Route makes the route: not for the ACK of a refusal (section 17.1.1.3)
     * @param rseq RSeq for a PRACK, else -1
     */
    void follow(
            SipMethod method,
            SipMessage response,
            Slice target,
            boolean routed,
            long cseq,
            long rseq,
            Token branch,
            Hop hop) {
        SipWriter out = draft.begin();
        out.text(method.name()).text(" ");
        Slice contact = response.header(HeaderName.CONTACT);
        if (!target.isEmpty()) {
            out.slice(target);
        } else if (contact != null && routed && NameAddress.parse(contact).valid()) {
            out.slice(NameAddress.parse(contact).uri());
        } else {
            out.slice(response.to().uri());
        }
        out.bytes(VERSION_LINE);
        via(out, hop, branch);
        out.bytes(MAX_FORWARDS);
        if (routed && response.has(HeaderName.RECORD_ROUTE)) {
            out.text("Route: ");
            RouteSet.writeReversed(response, out);
            out.line();
        }
        copy(out, "From: ", response.header(HeaderName.FROM));
        copy(out, "To: ", response.header(HeaderName.TO));
        out.text("Call-ID: ").slice(response.callId());
        cseq(out, cseq, method);
        if (rseq >= 0) {
            out.text("RAck: ").number(rseq).text(" ").number(response.cseq()).text(" INVITE\r\n");
        }
        out.bytes(NO_BODY);
    }

    /** REGISTER or OPTIONS outside any dialog. */
    void outside(
            OutgoingRequest request, long cseq, Token tag, Token branch, @Nullable Slice challenge, boolean byProxy) {
        SipWriter out = draft.begin();
        out.text(request.method().name()).text(" ");
        int uriFrom = out.length();
        out.text(request.requestUri());
        int uriTo = out.length();
        out.bytes(VERSION_LINE);
        via(out, request.hop(), branch);
        out.bytes(MAX_FORWARDS);
        out.text("From: <").text(request.from()).text(">;tag=");
        tag.write(out);
        out.text("\r\nTo: <").text(request.to()).text(">\r\nCall-ID: ").text(request.callId());
        cseq(out, cseq, request.method());
        Credential credential = request.credential();
        if (challenge != null && credential != null) {
            out.text(byProxy ? "Proxy-Authorization: " : "Authorization: ");
            Slice uri = draft.part(uriFrom, uriTo);
            DigestAnswer.write(out, challenge, credential, request.method(), uri, 1, randomness.token(64));
            out.line();
        }
        lines(out, request.extra());
        if (request.method() == SipMethod.OPTIONS) {
            out.bytes(ACCEPT);
        }
        out.bytes(NO_BODY);
    }

    private static void lines(SipWriter out, List<HeaderLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            HeaderLine line = lines.get(i);
            out.text(line.name().text()).text(": ").text(line.value()).line();
        }
    }

    /** A response to the request at hand. */
    void response(ResponseOutline outline, SipMessage request, Hop from, @Nullable Token tag) {
        SipWriter out = draft.begin();
        statusLine(out, outline.status);
        head(out, request, from, tag);
        if (request.method() == SipMethod.INVITE && outline.contactUser != null) {
            recordRoute(out, request);
        }
        rest(out, outline, from);
    }

    /** A response to an INVITE whose head was kept by {@link #head} and {@link #recordRoute}. */
    void response(ResponseOutline outline, Block head, int length, int routedLength, Hop to) {
        SipWriter out = draft.begin();
        statusLine(out, outline.status);
        out.slice(new Slice(head.segment(), 0, outline.contactUser == null ? length : routedLength));
        rest(out, outline, to);
    }

    private static void statusLine(SipWriter out, int status) {
        out.text("SIP/2.0 ")
                .number(status)
                .text(" ")
                .text(StatusTable.phrase(status))
                .line();
    }

    /** The lines that every response copies (RFC 3261 section 8.2.6.2), To with our tag if it has none. */
    void head(SipWriter out, SipMessage request, Hop from, @Nullable Token tag) {
        boolean top = true;
        for (int i = 0; i < request.headerCount(); i++) {
            if (request.headerName(i) == HeaderName.VIA) {
                out.text("Via: ");
                if (top) {
                    topVia(out, request.headerValue(i), request.via(), from);
                } else {
                    out.oneLine(request.headerValue(i));
                }
                out.line();
                top = false;
            }
        }
        copy(out, "From: ", request.header(HeaderName.FROM));
        Slice to = request.header(HeaderName.TO);
        if (to != null) {
            out.text("To: ").oneLine(to);
            if (tag != null && request.to().tag() == null) {
                out.text(";tag=");
                tag.write(out);
            }
            out.line();
        }
        copy(out, "Call-ID: ", request.header(HeaderName.CALL_ID));
        copy(out, "CSeq: ", request.header(HeaderName.CSEQ));
    }

    void recordRoute(SipWriter out, SipMessage request) {
        for (int i = 0; i < request.headerCount(); i++) {
            if (request.headerName(i) == HeaderName.RECORD_ROUTE) {
                out.text("Record-Route: ").oneLine(request.headerValue(i)).line();
            }
        }
    }

    /** RFC 3261 section 18.2.1 and RFC 3581 section 4: where it really came from. */
    private static void topVia(SipWriter out, Slice line, Via via, Hop from) {
        Slice rport = via.valid() ? via.parameters().parameter("rport") : null;
        Slice value = via.valid() ? via.value() : line;
        if (rport != null && rport.isEmpty()) {
            int cut = rport.start() - value.start();
            out.oneLine(value.part(0, cut));
            out.text(cut > 0 && value.at(cut - 1) == '=' ? "" : "=")
                    .number(from.address().getPort());
            out.oneLine(value.from(cut));
        } else {
            out.oneLine(value);
        }
        if (via.valid() && via.parameters().parameter("received") == null) {
            String source = Places.host(from.address().getAddress());
            if (rport != null || !via.host().is(source)) {
                out.text(";received=").text(source.startsWith("[") ? source.substring(1, source.length() - 1) : source);
            }
        }
        out.oneLine(new Slice(line.memory(), value.end(), line.end()));
    }

    private void rest(SipWriter out, ResponseOutline outline, Hop hop) {
        if (outline.contactUser != null) {
            contact(out, outline.contactUser, hop);
        }
        if (outline.withAllow) {
            out.bytes(ALLOW);
        }
        if (outline.withSupported) {
            out.bytes(SUPPORTED);
        }
        if (outline.rseq > 0) {
            out.text("Require: 100rel\r\nRSeq: ").number(outline.rseq).line();
        } else if (outline.requireTimer) {
            out.text("Require: timer\r\n");
        }
        sessionExpires(out, outline.sessionExpires, outline.refresher);
        if (outline.minSe > 0) {
            out.text("Min-SE: ").number(outline.minSe).line();
        }
        if (outline.retryAfter > 0) {
            out.text("Retry-After: ").number(outline.retryAfter).line();
        }
        if (outline.unsupportedOf != null) {
            out.text("Unsupported: ");
            Extensions.writeUnknown(outline.unsupportedOf, out);
            out.line();
        }
        if (outline.withAccept) {
            out.bytes(ACCEPT);
        }
        lines(out, outline.extra);
        body(out, outline.sdp);
    }

    private static void copy(SipWriter out, String name, @Nullable Slice value) {
        if (value != null) {
            out.text(name).oneLine(value).line();
        }
    }

    private static void cseq(SipWriter out, long cseq, SipMethod method) {
        out.text("\r\nCSeq: ").number(cseq).text(" ").text(method.name()).line();
    }

    private static void body(SipWriter out, byte @Nullable [] sdp) {
        if (sdp == null) {
            out.bytes(NO_BODY);
        } else {
            out.bytes(SDP_TYPE).number(sdp.length).text("\r\n\r\n").bytes(sdp);
        }
    }

    private void via(SipWriter out, Hop hop, Token branch) {
        out.text("Via: SIP/2.0/")
                .text(hop.transport().via())
                .text(" ")
                .text(ourPlaces.by(hop))
                .text(";branch=")
                .bytes(COOKIE);
        branch.write(out);
        out.text(";rport\r\n");
    }

    private void contact(SipWriter out, String user, Hop hop) {
        out.text("Contact: <sip:").text(user).text(user.isEmpty() ? "" : "@").text(ourPlaces.by(hop));
        out.text(
                switch (hop.transport()) {
                    case UDP -> ";transport=udp>\r\n";
                    case TCP -> ";transport=tcp>\r\n";
                    case TLS -> ";transport=tls>\r\n";
                });
    }
}
