package org.stillcall.console;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What every answer carries, whoever writes it: nothing is kept, nothing foreign runs, nobody is told where one was.
 */
final class SecurityHeaders {
    /** One year (RFC 6797 section 6.1.1); not for other names below ours, which are not ours to decide about. */
    private static final String TRANSPORT = "max-age=31536000";

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " font-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none';"
            + " frame-ancestors 'none'; connect-src 'self'";

    private static final String PERMISSIONS = "accelerometer=(), autoplay=(self), bluetooth=(), browsing-topics=(),"
            + " camera=(self), clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(),"
            + " fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(),"
            + " idle-detection=(), local-fonts=(), magnetometer=(), microphone=(self), midi=(), payment=(),"
            + " picture-in-picture=(), publickey-credentials-create=(self), publickey-credentials-get=(self),"
            + " screen-wake-lock=(self), serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(),"
            + " xr-spatial-tracking=()";

    private final Origin origin;

    /** @param origin of the pages, which open WebSockets to nowhere else */
    SecurityHeaders(Origin origin) {
        this.origin = origin;
    }

    /** On the answer to a request. */
    void put(Context request) {
        String host = request.header("Host");
        boolean https = request.req().isSecure() || origin.isConfiguredHost(host);
        each(https, origin.sockets(host, request.req().getLocalPort()), request::header);
    }

    /**
     * Hands each header to {@code put}.
     *
     * @param https whether the browser came by HTTPS
     * @param sockets where the page may open WebSockets
     */
    void each(boolean https, Optional<String> sockets, BiConsumer<String, String> put) {
        String connect = sockets.map(text -> " " + text).orElse("");
        put.accept("Cache-Control", "no-store");
        put.accept("Content-Security-Policy", CONTENT + connect);
        put.accept("Cross-Origin-Opener-Policy", "same-origin");
        put.accept("Cross-Origin-Resource-Policy", "same-origin");
        put.accept("Permissions-Policy", PERMISSIONS);
        put.accept("Referrer-Policy", "no-referrer");
        put.accept("X-Content-Type-Options", "nosniff");
        put.accept("X-Frame-Options", "DENY");
        if (https) {
            put.accept("Strict-Transport-Security", TRANSPORT);
        }
    }
}
