package org.stillcall.practice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stillcall.sip.HeaderName;
import org.stillcall.sip.NameAddress;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipUri;
import org.stillcall.sip.Slice;

/**
 * What an INVITE tells the carrier about its caller. What says whom it is for (Request-URI, To) is never copied.
 *
 * @param display the name in From, or empty
 * @param user the user part in From
 * @param asserted the user part in P-Asserted-Identity (RFC 3325), or empty
 * @param remoteParty the user part in Remote-Party-ID, or empty
 * @param privacy the values of Privacy, in lower case
 * @param prefixed whether a withholding code was dialled
 * @param lines every header line but Via and those that say whom it is for
 */
record Arrival(
        String display,
        String user,
        String asserted,
        String remoteParty,
        List<String> privacy,
        boolean prefixed,
        List<String> lines) {
    private static final int LONGEST = 120;
    private static final int MOST_LINES = 40;
    private static final List<String> NOT_COPIED = List.of("to:", "t:", "via:", "v:", "content-length:", "l:");

    static Arrival read(SipMessage request, Slice dialled) {
        NameAddress from = request.from();
        return new Arrival(
                unquoted(text(from.display())),
                user(from.uri()),
                user(request.header(HeaderName.P_ASSERTED_IDENTITY)),
                user(request.header(HeaderName.REMOTE_PARTY_ID)),
                privacy(request),
                PracticeNumbers.withheld(dialled),
                lines(request.whole()));
    }

    /** Whether the caller's name and number are to be kept from the phone. */
    boolean asksPrivacy() {
        return prefixed || privacy.contains("id") || privacy.contains("user") || anonymous();
    }

    boolean anonymous() {
        return user.isEmpty() || user.equalsIgnoreCase("anonymous");
    }

    private static String user(@Nullable Slice value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        Slice uri = value;
        if (value.indexOf('<', 0) >= 0 || value.indexOf(';', 0) >= 0) {
            NameAddress address = NameAddress.parse(value);
            uri = address.valid() ? address.uri() : value;
        }
        if (uri.beginsIgnoringCase("tel:")) {
            int end = uri.indexOf(';', 0);
            return text(uri.part(4, end < 0 ? uri.length() : end));
        }
        SipUri parsed = SipUri.parse(uri);
        return parsed.valid() ? text(parsed.user()) : "";
    }

    private static List<String> privacy(SipMessage request) {
        List<String> values = new ArrayList<>();
        Slice header = request.header(HeaderName.PRIVACY);
        if (header != null) {
            for (String value : text(header).toLowerCase(Locale.ROOT).split("[;,]", -1)) {
                values.add(value.strip());
            }
        }
        return List.copyOf(values);
    }

    /** RFC 3261 section 7.3.1: a line that begins with white space goes on with the one before. */
    private static List<String> lines(Slice whole) {
        List<String> lines = new ArrayList<>();
        boolean copied = false;
        int at = lineEnd(whole, 0);
        while (at < whole.length() && lines.size() < MOST_LINES) {
            int end = lineEnd(whole, at);
            Slice line = whole.part(at, end).trimmed();
            if (line.isEmpty()) {
                break;
            }
            boolean folded = whole.at(at) == ' ' || whole.at(at) == '\t';
            copied = folded ? copied : NOT_COPIED.stream().noneMatch(line::beginsIgnoringCase);
            if (copied) {
                lines.add(text(line));
            }
            at = end;
        }
        return List.copyOf(lines);
    }

    private static int lineEnd(Slice whole, int from) {
        int feed = whole.indexOf('\n', from);
        return feed < 0 ? whole.length() : feed + 1;
    }

    /** Printable ASCII of bounded length; any other byte becomes a question mark. */
    private static String text(Slice slice) {
        byte[] bytes = new byte[Math.min(slice.length(), LONGEST)];
        for (int i = 0; i < bytes.length; i++) {
            byte c = slice.at(i);
            bytes[i] = c >= ' ' && c < 127 ? c : (byte) '?';
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String unquoted(String display) {
        boolean quoted = display.length() >= 2 && display.startsWith("\"") && display.endsWith("\"");
        return quoted ? display.substring(1, display.length() - 1) : display;
    }

    @Override
    public String toString() {
        return "Arrival";
    }
}
