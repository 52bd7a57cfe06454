package org.stillcall.console;

import io.javalin.http.Context;
import java.util.Optional;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.Role;

/**
 * Who may ask. Everything has to name this server by a loopback name or by its origin's (else a name of the attacker's,
 * pointed at 127.0.0.1, would make their page ours); the API refuses pages of other sites and wants what the route
 * needs.
 */
final class Guard {
    private final TokenGate gate;
    private final Sessions sessions;
    private final DeskSessions desk;
    private final Origin origin;
    private final DeskCookie cookie;

    /** @param desk the people's sessions; none is ever in them when there is no store */
    Guard(TokenGate gate, Sessions sessions, DeskSessions desk, Origin origin) {
        this.gate = gate;
        this.sessions = sessions;
        this.desk = desk;
        this.origin = origin;
        this.cookie = new DeskCookie(origin);
    }

    /** The Host header names this server. */
    void requireOwnName(Context request) {
        String host = request.header("Host");
        boolean own = request.req().isSecure()
                ? origin.isServedHost(host)
                : origin.isOwnHost(host, request.req().getLocalPort());
        if (!own) {
            throw new RefusedException(Refusal.WRONG_HOST);
        }
    }

    /** No page of another site asks: by Sec-Fetch-Site where the browser says it, by Origin otherwise. */
    void requireOwnSite(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new RefusedException(Refusal.CROSS_SITE);
        }
        String from = request.header("Origin");
        if (from == null) {
            return;
        }
        boolean own = request.req().isSecure()
                ? origin.isServedOrigin(from)
                : origin.isOwnOrigin(from, request.req().getLocalPort());
        if (!own) {
            throw new RefusedException(Refusal.CROSS_SITE);
        }
    }

    /**
     * A page of ours asks, and says so itself: to a WebSocket the cookie comes along from any page there is, and only
     * browsers send Origin, to every one (RFC 6455 section 10.2).
     */
    void requireOwnPage(Context request) {
        if (request.header("Origin") == null) {
            throw new RefusedException(Refusal.CROSS_SITE);
        }
        requireOwnSite(request);
    }

    /**
     * Lets the request in, or refuses it: as that of the person whose session's cookie came along where they may, else
     * at host level.
     */
    void admit(Context request, Needs needs) {
        if (needs == Needs.NOTHING) {
            return;
        }
        Optional<DeskSession> found = person(request);
        boolean theirs = found.isPresent() && may(found.get(), needs);
        if (!theirs && hostLevel(needs) && hasRight(request)) {
            return;
        }
        if (found.isEmpty()) {
            throw new RefusedException(refusal(request, needs));
        }
        requireRight(found.get(), needs);
        found.get().enter(request, needs);
    }

    /** Who was let in still may: a body can be held back until the device was locked or wiped, or the role taken. */
    static void requireStillIn(Context request) {
        DeskSession.needs(request).ifPresent(needs -> {
            DeskSession session = DeskSession.of(request);
            if (session.ended()) {
                throw new RefusedException(Refusal.NOT_SIGNED_IN);
            }
            requireRight(session, needs);
        });
    }

    private static boolean may(DeskSession session, Needs needs) {
        return suits(needs, session.role()) && (!session.locked() || lockedToo(needs));
    }

    private static void requireRight(DeskSession session, Needs needs) {
        if (!suits(needs, session.role())) {
            throw new RefusedException(Refusal.NOT_YOUR_ROLE);
        }
        if (session.locked() && !lockedToo(needs)) {
            throw new RefusedException(Refusal.LOCKED);
        }
    }

    private Refusal refusal(Context request, Needs needs) {
        if (ending(request).equals(Optional.of(DeskSessions.End.WIPED))) {
            return Refusal.DEVICE_WIPED;
        }
        if (hostLevel(needs)) {
            return Refusal.UNAUTHORIZED;
        }
        return hasRight(request) ? Refusal.NOT_YOUR_ROLE : Refusal.NOT_SIGNED_IN;
    }

    private static boolean hostLevel(Needs needs) {
        return switch (needs) {
            case NOTHING, TOKEN_OR_SESSION, CALLER, CALLER_LOCKED_TOO, HOST_TOO, HOST -> true;
            case PHONE, SIGNED_IN, PERSON, ADVOCATE, COORDINATOR -> false;
        };
    }

    private static boolean lockedToo(Needs needs) {
        return switch (needs) {
            case NOTHING, CALLER_LOCKED_TOO, PHONE, SIGNED_IN -> true;
            case TOKEN_OR_SESSION, CALLER, PERSON, ADVOCATE, COORDINATOR, HOST_TOO, HOST -> false;
        };
    }

    private static boolean suits(Needs needs, Role role) {
        return switch (needs) {
            case NOTHING, SIGNED_IN, PERSON, HOST_TOO -> true;
            case CALLER, CALLER_LOCKED_TOO, PHONE, ADVOCATE -> role != Role.HOST;
            case COORDINATOR -> role == Role.COORDINATOR;
            case HOST -> role == Role.HOST;
            case TOKEN_OR_SESSION -> false;
        };
    }

    /** Why the session whose cookie came along is over, if it is. */
    Optional<DeskSessions.End> ending(Context request) {
        return desk.ending(request.cookie(cookie.name()));
    }

    /** The person whose session's cookie came along, from a page of ours. */
    Optional<DeskSession> person(Context request) {
        return saysWhoAsks(request) ? desk.find(request.cookie(cookie.name())) : Optional.empty();
    }

    /**
     * Whether the host asks: by the token or a session opened with it, and on this machine. From the network nobody has
     * host level, so strangers cannot guess at the token there, nor use up its tries.
     */
    boolean hasRight(Context request) {
        return hasSession(request) && saysWhoAsks(request) || hasToken(request);
    }

    boolean hasToken(Context request) {
        if (request.req().isSecure()) {
            return false;
        }
        return switch (gate.check(request.header("Authorization"))) {
            case RIGHT -> true;
            case WRONG -> false;
            case WAIT -> throw new RefusedException(Refusal.TOO_MANY_WRONG_TOKENS);
        };
    }

    boolean hasSession(Context request) {
        return !request.req().isSecure() && sessions.known(request.cookie(SessionRoutes.COOKIE));
    }

    /** A cookie comes along by itself, so what changes something also has to say from which page it comes. */
    private static boolean saysWhoAsks(Context request) {
        boolean reads = request.req().getMethod().equals("GET");
        return reads || request.header("Sec-Fetch-Site") != null || request.header("Origin") != null;
    }
}
