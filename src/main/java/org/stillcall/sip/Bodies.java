package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/** The one kind of body that the product reads: a session description. */
final class Bodies {
    private Bodies() {}

    /** The session description, empty when there is no body; null when the body is something else. */
    static @Nullable Slice sdp(SipMessage message) {
        Slice body = message.body();
        if (body.isEmpty()) {
            return body;
        }
        Slice encoding = message.header(HeaderName.CONTENT_ENCODING);
        if (encoding != null && !encoding.isIgnoringCase("identity")) {
            return null;
        }
        Slice type = message.header(HeaderName.CONTENT_TYPE);
        if (type == null) {
            return null;
        }
        int end = type.indexOf(';', 0);
        return (end < 0 ? type : type.part(0, end)).trimmed().isIgnoringCase("application/sdp") ? body : null;
    }
}
