package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Opening a browser session: with a one-time code from the printed address, whose part after the {@code #} no server,
 * proxy or log ever sees, or with the token. The cookie ends with the browser.
 */
final class SessionRoutes {
    /** Without "Secure": host level is for this machine, by plain HTTP that never leaves it. */
    static final String COOKIE = "stillcall-session";

    private static final Set<String> CODE = Set.of("code");

    private final Guard guard;
    private final Sessions sessions;

    SessionRoutes(Guard guard, Sessions sessions) {
        this.guard = guard;
        this.sessions = sessions;
    }

    List<Route> all() {
        return List.of(Route.post("/api/session", this::begin).open(), Route.delete("/api/session", this::end));
    }

    private void begin(Context request) throws IOException {
        if (request.req().isSecure()) {
            throw new RefusedException(Refusal.NOT_FROM_OUTSIDE);
        }
        if (request.header("Authorization") != null) {
            if (!guard.hasToken(request)) {
                throw new RefusedException(Refusal.UNAUTHORIZED);
            }
        } else {
            String code = Exchange.texts(request, CODE, Set.of()).getOrDefault("code", "");
            if (!sessions.redeem(code)) {
                throw new RefusedException(Refusal.WRONG_CODE);
            }
        }
        request.header("Set-Cookie", COOKIE + "=" + sessions.begin() + "; Path=/; HttpOnly; SameSite=Strict");
        request.status(204);
    }

    private void end(Context request) {
        String session = request.cookie(COOKIE);
        if (session != null) {
            sessions.end(session);
        }
        request.header("Set-Cookie", COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
        request.status(204);
    }
}
