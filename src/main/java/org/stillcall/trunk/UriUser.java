package org.stillcall.trunk;

import org.stillcall.sip.SipUri;
import org.stillcall.sip.Slice;

/** Reads who is meant by a URI. */
public final class UriUser {
    private UriUser() {}

    /** The user part of a sip URI or the number of a tel URI (RFC 3966), without parameters. */
    public static Slice of(Slice uri) {
        Slice user = uri.beginsIgnoringCase("tel:") ? uri.from(4) : sipUser(uri);
        int end = user.indexOf(';', 0);
        return end < 0 ? user : user.part(0, end);
    }

    private static Slice sipUser(Slice uri) {
        SipUri sip = SipUri.parse(uri);
        return sip.valid() ? sip.user() : Slice.EMPTY;
    }
}
