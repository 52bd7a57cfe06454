package org.stillcall.console;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Everything has to name this server by a loopback name (else a name of the attacker's, pointed at
 * 127.0.0.1, would make their page ours); the API refuses pages of other sites and wants the token or a session.
 */
final class Guard {
    static final String COOKIE = "stillcall-session";

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final TokenGate gate;
    private final Sessions sessions;

    Guard(TokenGate gate, Sessions sessions) {
        this.gate = gate;
        this.sessions = sessions;
    }

    /** The Host header names this server. */
    void requireOwnName(Context request) {
        if (!isOwn(request.header("Host"), request.req().getLocalPort())) {
            throw new RefusedException(Refusal.WRONG_HOST);
        }
    }

    /** No page of another site asks: by Sec-Fetch-Site where the browser says it, by Origin otherwise. */
    void requireOwnSite(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new RefusedException(Refusal.CROSS_SITE);
        }
        String origin = request.header("Origin");
        if (origin != null && !isOwnOrigin(origin, request.req().getLocalPort())) {
            throw new RefusedException(Refusal.CROSS_SITE);
        }
    }

    /** The token or a session came with it. */
    void requireRight(Context request) {
        if (!hasRight(request)) {
            throw new RefusedException(Refusal.UNAUTHORIZED);
        }
    }

    boolean hasRight(Context request) {
        return hasSession(request) && saysWhoAsks(request) || hasToken(request);
    }

    boolean hasToken(Context request) {
        return switch (gate.check(request.header("Authorization"))) {
            case RIGHT -> true;
            case WRONG -> false;
            case WAIT -> throw new RefusedException(Refusal.TOO_MANY_WRONG_TOKENS);
        };
    }

    boolean hasSession(Context request) {
        return sessions.known(request.cookie(COOKIE));
    }

    /** A cookie comes along by itself, so what changes something also has to say from which page it comes. */
    private static boolean saysWhoAsks(Context request) {
        boolean reads = request.req().getMethod().equals("GET");
        return reads || request.header("Sec-Fetch-Site") != null || request.header("Origin") != null;
    }

    private static boolean isOwnOrigin(String origin, int port) {
        String scheme = "http://";
        return origin.startsWith(scheme) && isOwn(origin.substring(scheme.length()), port);
    }

    private static boolean isOwn(@Nullable String host, int port) {
        if (host == null) {
            return false;
        }
        String end = ":" + port;
        if (!host.endsWith(end)) {
            return port == 80 && NAMES.contains(host.toLowerCase(Locale.ROOT));
        }
        return NAMES.contains(host.substring(0, host.length() - end.length()).toLowerCase(Locale.ROOT));
    }
}
