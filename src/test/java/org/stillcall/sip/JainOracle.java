package org.stillcall.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Another stack's opinion of the same bytes: JAIN-SIP, which reads into strings. Tests only. */
final class JainOracle {
    private final StringMsgParser parser = new StringMsgParser();

    /** What it read, by name; null when it refused the message. */
    @Nullable
    Map<String, String> read(byte[] bytes) {
        SIPMessage message;
        try {
            message = parser.parseSIPMessage(bytes.clone(), true, true, (exception, sip, kind, header, text) -> {
                throw exception;
            });
        } catch (Exception e) { // its parser throws what it likes, unchecked ones too
            return null;
        }
        if (message == null
                || message.getCSeq() == null
                || message.getCallId() == null
                || message.getFrom() == null
                || message.getTo() == null
                || message.getTopmostVia() == null) {
            return null;
        }
        Map<String, String> values = new TreeMap<>();
        if (message instanceof SIPRequest request) {
            values.put("method", request.getMethod());
            values.put("uri", String.valueOf(request.getRequestURI()).toLowerCase(Locale.ROOT));
        } else if (message instanceof SIPResponse response) {
            values.put("status", Integer.toString(response.getStatusCode()));
        }
        values.put("callId", message.getCallId().getCallId());
        values.put(
                "cseq",
                message.getCSeq().getSeqNumber() + " " + message.getCSeq().getMethod());
        values.put("fromTag", String.valueOf(message.getFrom().getTag()));
        values.put("toTag", String.valueOf(message.getTo().getTag()));
        Via via = message.getTopmostVia();
        values.put("branch", String.valueOf(via.getBranch()));
        values.put("viaHost", via.getHost().toLowerCase(Locale.ROOT));
        return values;
    }

    /** The same of a message that our parser took. */
    static Map<String, String> ours(SipMessage message) {
        Map<String, String> values = new TreeMap<>();
        if (message.isRequest()) {
            values.put("method", Messages.text(message.methodToken()));
            values.put("uri", Messages.text(message.requestUri()).toLowerCase(Locale.ROOT));
        } else {
            values.put("status", Integer.toString(message.status()));
        }
        values.put("callId", Messages.text(message.callId()));
        values.put(
                "cseq",
                message.cseq() + " "
                        + Messages.text(
                                message.isRequest()
                                        ? message.methodToken()
                                        : message.header(HeaderName.CSEQ)
                                                .from(lastSpace(message.header(HeaderName.CSEQ)))));
        values.put("fromTag", text(message.from().tag()));
        values.put("toTag", text(message.to().tag()));
        values.put(
                "branch",
                message.via().branch().isEmpty()
                        ? "null"
                        : Messages.text(message.via().branch()));
        values.put("viaHost", Messages.text(message.via().host()).toLowerCase(Locale.ROOT));
        return values;
    }

    private static int lastSpace(Slice value) {
        int at = value.length();
        while (at > 0 && !Slice.isSpace(value.at(at - 1))) {
            at--;
        }
        return at;
    }

    private static String text(@Nullable Slice slice) {
        return slice == null ? "null" : Messages.text(slice);
    }
}
