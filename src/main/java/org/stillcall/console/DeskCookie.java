package org.stillcall.console;

import io.javalin.http.Context;

/**
 * The cookie of a person's session: its name says nothing, no script reads it, no other site sends it. Under HTTPS its
 * name begins with {@code __Host-}, so that browsers take it from this very host by HTTPS alone (RFC 6265bis section
 * 4.1.3.2).
 */
final class DeskCookie {
    private static final String NAME = "session";
    /** Clear Site Data, section 3.1; what is cached needs no clearing, since nothing may be. */
    static final String EVERYTHING = "\"storage\", \"cookies\"";

    private final boolean secure;

    DeskCookie(Origin origin) {
        this.secure = origin.secure();
    }

    String name() {
        return secure ? "__Host-" + NAME : NAME;
    }

    void set(Context request, String token) {
        request.header("Set-Cookie", name() + "=" + token + attributes());
    }

    void end(Context request) {
        request.header("Set-Cookie", name() + "=" + attributes() + "; Max-Age=0");
    }

    /** Has the browser forget all that pages of ours have kept: the device's own key with it. */
    void clearBrowser(Context request) {
        request.header("Clear-Site-Data", EVERYTHING);
        end(request);
    }

    private String attributes() {
        return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
