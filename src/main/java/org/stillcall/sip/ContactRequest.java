package org.stillcall.sip;

import static org.stillcall.base.Contract.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a REGISTER asks for (RFC 3261 section 10.3), read once.
 *
 * @param star whether every contact is to be removed
 * @param asked contacts to keep or, with 0 seconds, to remove
 */
record ContactRequest(boolean star, List<Asked> asked) {
    /**
     * One contact.
     *
     * @param uri as the phone wrote it, without brackets: what it will recognise as its own
     * @param instance the phone's own mark of itself (RFC 5626), or empty
     * @param seconds how long it is to be kept
     */
    record Asked(String uri, Target target, String instance, long seconds) {}

    /** How long a contact is kept when the phone names no time (RFC 3261 section 10.2.1.1). */
    static final long DEFAULT_SECONDS = 3600;

    private static final int LONGEST = 255;
    private static final int MOST = 10;

    /** Reads it; null when it is malformed (400). */
    static @Nullable ContactRequest read(SipMessage request) {
        Slice expires = request.header(HeaderName.EXPIRES);
        long standard = expires == null ? DEFAULT_SECONDS : seconds(expires);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < request.headerCount(); i++) {
            if (request.headerName(i) != HeaderName.CONTACT) {
                continue;
            }
            Slice rest = request.headerValue(i);
            if (rest.is("*")) {
                return onlyStar(request) && expires != null && standard == 0
                        ? new ContactRequest(true, List.of())
                        : null;
            }
            do {
                NameAddress address = NameAddress.parse(rest);
                Asked one = address.valid() ? one(address, standard) : null;
                if (one == null || asked.size() == MOST) {
                    return null;
                }
                asked.add(one);
                rest = address.rest();
            } while (!rest.isEmpty());
        }
        return new ContactRequest(false, asked);
    }

    private static boolean onlyStar(SipMessage request) {
        int contacts = 0;
        for (int i = 0; i < request.headerCount(); i++) {
            contacts += request.headerName(i) == HeaderName.CONTACT ? 1 : 0;
        }
        return contacts == 1;
    }

    private static @Nullable Asked one(NameAddress address, long standard) {
        SipUri uri = SipUri.parse(address.uri());
        if (!uri.valid() || !uri.headers().isEmpty() || !isPlain(address.uri())) {
            return null;
        }
        Target target = new Target(text(uri.user()), false, null, text(uri.host()), uri.port(), text(uri.parameters()));
        Slice own = address.parameters().parameter("expires");
        Slice instance = address.parameters().parameter("+sip.instance");
        boolean marked = instance != null && instance.length() <= LONGEST && isPrintable(instance);
        return new Asked(
                text(address.uri()),
                target,
                marked && instance != null ? text(instance) : "",
                own == null ? standard : seconds(own));
    }

    /** RFC 3261 section 10.3 step 7: a time that cannot be read is an hour. */
    private static long seconds(Slice text) {
        long value = text.number();
        return value < 0 ? DEFAULT_SECONDS : value;
    }

    /** What may stand between angle brackets and in a start line. */
    private static boolean isPlain(Slice uri) {
        for (int i = 0; i < uri.length(); i++) {
            byte c = uri.at(i);
            if (c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == ',') {
                return false;
            }
        }
        return uri.length() <= LONGEST;
    }

    private static boolean isPrintable(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) <= ' ' || text.at(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A phone's own address as text: names no survivor. */
    private static String text(Slice slice) {
        check(slice.length() <= LONGEST, "A contact's parts are short.");
        StringBuilder text = new StringBuilder(slice.length());
        for (int i = 0; i < slice.length(); i++) {
            text.append((char) slice.at(i));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "ContactRequest";
    }
}
