package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/**
 * One SIP message in off-heap memory (RFC 3261 section 7): its header lines found in one pass, their values read when
 * asked for. The object is reused: what it says, and every {@link Slice} of it, is valid until the next {@link #parse}.
 */
public final class SipMessage {
    private static final HeaderName[] NAMES = HeaderName.values();

    private final HeaderName[] names = new HeaderName[Limits.SIP_HEADERS];
    private final int[] starts = new int[Limits.SIP_HEADERS];
    private final int[] ends = new int[Limits.SIP_HEADERS];
    private final int[] firsts = new int[NAMES.length];

    private MemorySegment memory = MemorySegment.NULL;
    private int length;
    private int count;
    private boolean request;
    private SipMethod method = SipMethod.UNKNOWN;
    private Slice startToken = Slice.EMPTY;
    private Slice requestUri = Slice.EMPTY;
    private int status;
    private int bodyStart;
    private int bodyEnd;
    private long cseq;
    private SipMethod cseqMethod = SipMethod.UNKNOWN;
    private Slice cseqToken = Slice.EMPTY;
    private NameAddress from = NameAddress.ABSENT;
    private NameAddress to = NameAddress.ABSENT;
    private Via via = Via.ABSENT;

    /**
     * Reads the message in {@code [0, length)} of {@code memory}.
     *
     * @return null when it is well-formed as far as a user agent must know, else why not. After a fault in a header the
     *     others may still be read, so that a request can be answered.
     */
    public @Nullable ParseFault parse(MemorySegment memory, int length) {
        require(length <= memory.byteSize(), "A message lies within its memory.");
        reset(memory, length);
        if (length > Limits.SIP_MESSAGE_BYTES) {
            return ParseFault.TOO_LONG;
        }
        int at = 0;
        while (at < length && (byteAt(at) == '\r' || byteAt(at) == '\n')) {
            at++; // RFC 3261 section 7.5: CRLF before the start line is ignored
        }
        int lineEnd = lineEnd(at);
        if (lineEnd < 0) {
            return ParseFault.NOT_SIP;
        }
        ParseFault fault = startLine(new Slice(memory, at, lineEnd));
        if (fault == ParseFault.NOT_SIP || fault != null && !request) {
            return fault;
        }
        ParseFault headerFault = headers(afterBreak(lineEnd));
        ParseFault fieldFault = headerFault == null || headerFault == ParseFault.BAD_HEADER_LINE ? fields() : null;
        if (fault != null) {
            return fault;
        }
        return headerFault != null ? headerFault : fieldFault;
    }

    private void reset(MemorySegment memory, int length) {
        this.memory = memory;
        this.length = length;
        count = 0;
        java.util.Arrays.fill(firsts, -1);
        method = SipMethod.UNKNOWN;
        startToken = Slice.EMPTY;
        requestUri = Slice.EMPTY;
        status = 0;
        bodyStart = length;
        bodyEnd = length;
        cseq = -1;
        cseqMethod = SipMethod.UNKNOWN;
        cseqToken = Slice.EMPTY;
        from = NameAddress.ABSENT;
        to = NameAddress.ABSENT;
        via = Via.ABSENT;
    }

    private @Nullable ParseFault startLine(Slice line) {
        if (line.beginsIgnoringCase("SIP/")) {
            request = false;
            if (!line.beginsIgnoringCase("SIP/2.0 ")) {
                return ParseFault.BAD_VERSION;
            }
            if (line.length() < 11 || line.length() > 11 && line.at(11) != ' ') {
                return ParseFault.BAD_START_LINE;
            }
            status = (int) line.part(8, 11).number();
            return status >= 100 && status <= 699 ? null : ParseFault.BAD_START_LINE;
        }
        request = true;
        int first = line.indexOf(' ', 0);
        int last = first < 0 ? -1 : lastSpace(line);
        if (first <= 0) {
            return ParseFault.NOT_SIP;
        }
        startToken = line.part(0, first);
        if (!Grammar.isToken(startToken)) {
            return ParseFault.NOT_SIP;
        }
        method = SipMethod.of(startToken);
        if (last <= first) {
            return ParseFault.BAD_START_LINE;
        }
        requestUri = line.part(first + 1, last);
        Slice version = line.from(last + 1);
        if (!version.isIgnoringCase("SIP/2.0")) {
            return version.beginsIgnoringCase("SIP/") ? ParseFault.BAD_VERSION : ParseFault.BAD_START_LINE;
        }
        boolean sound =
                Grammar.isUri(requestUri) && SipUri.parse(requestUri).headers().isEmpty();
        return sound ? null : ParseFault.BAD_REQUEST_URI; // RFC 3261 section 19.1.1: no headers in a Request-URI
    }

    private static int lastSpace(Slice line) {
        for (int i = line.length() - 1; i >= 0; i--) {
            if (line.at(i) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private @Nullable ParseFault headers(int from) {
        ParseFault fault = null;
        int at = from;
        while (true) {
            int end = at > length ? -1 : lineEnd(at);
            if (end < 0) {
                return fault == null ? ParseFault.NOT_SIP : fault;
            }
            if (end == at) {
                bodyStart = afterBreak(end);
                return fault;
            }
            int next = afterBreak(end);
            while (next < length && (byteAt(next) == ' ' || byteAt(next) == '\t')) { // folded, RFC 3261 section 7.3.1
                end = lineEnd(next);
                if (end < 0) {
                    return ParseFault.NOT_SIP;
                }
                next = afterBreak(end);
            }
            if (count == Limits.SIP_HEADERS) {
                return ParseFault.TOO_MANY_HEADERS;
            }
            if (!header(at, end) && fault == null) {
                fault = ParseFault.BAD_HEADER_LINE;
            }
            at = next;
        }
    }

    private boolean header(int from, int to) {
        Slice line = new Slice(memory, from, to);
        int colon = line.indexOf(':', 0);
        if (colon <= 0) {
            return false;
        }
        Slice name = line.part(0, colon).trimmed();
        if (!Grammar.isToken(name)) {
            return false;
        }
        Slice value = line.from(colon + 1).trimmed();
        HeaderName known = HeaderName.of(name);
        names[count] = known;
        starts[count] = value.start();
        ends[count] = value.end();
        if (firsts[known.ordinal()] < 0) {
            firsts[known.ordinal()] = count;
        }
        count++;
        return true;
    }

    /** What a user agent has to know before anything else; the first fault counts. */
    private @Nullable ParseFault fields() {
        ParseFault fault = null;
        Slice viaValue = header(HeaderName.VIA);
        via = viaValue == null ? Via.ABSENT : Via.parse(viaValue);
        from = address(HeaderName.FROM);
        to = address(HeaderName.TO);
        fault = first(
                fault, viaValue == null || !has(HeaderName.FROM) || !has(HeaderName.TO), ParseFault.MISSING_HEADER);
        fault = first(fault, !has(HeaderName.CALL_ID) || !has(HeaderName.CSEQ), ParseFault.MISSING_HEADER);
        fault = first(fault, repeated(), ParseFault.REPEATED_HEADER);
        fault = first(fault, viaValue != null && !via.valid(), ParseFault.BAD_VIA);
        fault = first(fault, has(HeaderName.FROM) && !from.valid(), ParseFault.BAD_FROM);
        fault = first(fault, has(HeaderName.TO) && !to.valid(), ParseFault.BAD_TO);
        fault = first(fault, has(HeaderName.CALL_ID) && !Grammar.isCallId(callId()), ParseFault.BAD_CALL_ID);
        fault = first(fault, has(HeaderName.CSEQ) && !readCseq(), ParseFault.BAD_CSEQ);
        fault = first(fault, !readBody(), ParseFault.BAD_CONTENT_LENGTH);
        Slice hops = header(HeaderName.MAX_FORWARDS);
        fault = first(fault, hops != null && (hops.number() < 0 || hops.number() > 255), ParseFault.BAD_MAX_FORWARDS);
        Slice expires = header(HeaderName.EXPIRES);
        fault = first(fault, expires != null && expires.number() < 0, ParseFault.BAD_EXPIRES);
        fault = first(fault, !contacts(), ParseFault.BAD_CONTACT);
        Slice date = header(HeaderName.DATE);
        fault = first(fault, request && date != null && !date.endsWith(" GMT"), ParseFault.BAD_DATE); // section 20.17
        return fault;
    }

    private static @Nullable ParseFault first(@Nullable ParseFault known, boolean holds, ParseFault found) {
        return known == null && holds ? found : known;
    }

    private NameAddress address(HeaderName name) {
        Slice value = header(name);
        return value == null ? NameAddress.ABSENT : NameAddress.parse(value);
    }

    private boolean repeated() {
        for (int i = 0; i < count; i++) {
            if (names[i].single() && firsts[names[i].ordinal()] != i) {
                return true;
            }
        }
        return false;
    }

    /** Whether every Contact is a star, or addresses all of them (RFC 3261 section 20.10). */
    private boolean contacts() {
        for (int i = Math.max(0, firsts[HeaderName.CONTACT.ordinal()]); i < count; i++) {
            if (names[i] != HeaderName.CONTACT) {
                continue;
            }
            Slice rest = headerValue(i);
            if (rest.is("*")) {
                continue;
            }
            do {
                NameAddress one = NameAddress.parse(rest);
                if (!one.valid()) {
                    return false;
                }
                rest = one.rest();
            } while (!rest.isEmpty());
        }
        return true;
    }

    private boolean readCseq() {
        Slice value = header(HeaderName.CSEQ);
        if (value == null) {
            return false;
        }
        int end = 0;
        while (end < value.length() && !Slice.isSpace(value.at(end))) {
            end++;
        }
        cseq = value.part(0, end).number();
        Slice token = value.from(end).trimmed();
        cseqMethod = SipMethod.of(token);
        cseqToken = token;
        boolean inRange = cseq >= 0 && cseq <= 0xffff_ffffL; // below 2**31 by the RFC; peers exceed it
        return inRange && Grammar.isToken(token) && (!request || token.sameAs(startToken)) && cseq < 1L << 31;
    }

    private boolean readBody() {
        Slice value = header(HeaderName.CONTENT_LENGTH);
        bodyEnd = length;
        if (value == null) {
            return true; // RFC 3261 section 18.3: over UDP the body ends with the datagram
        }
        long bytes = value.number();
        if (bytes < 0 || bytes > length - bodyStart) {
            return false;
        }
        bodyEnd = bodyStart + (int) bytes;
        return true;
    }

    /** Where the line that begins at {@code from} ends: the place of its CR or LF; -1 when there is none. */
    private int lineEnd(int from) {
        for (int i = from; i < length; i++) {
            byte c = byteAt(i);
            if (c == '\n') {
                return i > from && byteAt(i - 1) == '\r' ? i - 1 : i;
            }
        }
        return -1;
    }

    private int afterBreak(int lineEnd) {
        return byteAt(lineEnd) == '\r' ? lineEnd + 2 : lineEnd + 1;
    }

    private byte byteAt(int at) {
        return memory.get(ValueLayout.JAVA_BYTE, at);
    }

    public boolean isRequest() {
        return request;
    }

    /** The request's method; for a response the method of its CSeq. */
    public SipMethod method() {
        return request ? method : cseqMethod;
    }

    /** A response's status code, 100 to 699; 0 for a request. */
    public int status() {
        return status;
    }

    public Slice requestUri() {
        return requestUri;
    }

    /** The method of a request as it was written, for methods that the product does not know. */
    public Slice methodToken() {
        return request ? startToken : cseqToken;
    }

    public Slice callId() {
        Slice value = header(HeaderName.CALL_ID);
        return value == null ? Slice.EMPTY : value;
    }

    /** The sequence number, 0 to 2^31 - 1, or -1 when it could not be read. */
    public long cseq() {
        return cseq;
    }

    public NameAddress from() {
        return from;
    }

    public NameAddress to() {
        return to;
    }

    /** The topmost Via. */
    public Via via() {
        return via;
    }

    public Slice body() {
        return new Slice(memory, Math.min(bodyStart, bodyEnd), bodyEnd);
    }

    /** The whole message as it came. */
    public Slice whole() {
        return new Slice(memory, 0, length);
    }

    public boolean has(HeaderName name) {
        return firsts[name.ordinal()] >= 0;
    }

    /** The first line's value of that header, or null. */
    public @Nullable Slice header(HeaderName name) {
        int index = firsts[name.ordinal()];
        return index < 0 ? null : new Slice(memory, starts[index], ends[index]);
    }

    /** How many header lines there are. */
    public int headerCount() {
        return count;
    }

    public HeaderName headerName(int index) {
        return names[index];
    }

    public Slice headerValue(int index) {
        return new Slice(memory, starts[index], ends[index]);
    }

    /** Whether a comma-separated header (Require, Supported, Allow ...) holds the token, in either case. */
    public boolean lists(HeaderName name, String token) {
        for (int i = 0; i < count; i++) {
            if (names[i] == name && headerValue(i).lists(token)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return request ? "Request " + method : "Response " + status;
    }
}
