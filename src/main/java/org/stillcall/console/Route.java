package org.stillcall.console;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** One address of the API: {@code path} with its parameters in braces, as the OpenAPI file names it. */
record Route(HandlerType method, String path, Needs needs, Handler handler) {
    /**
     * Who may ask. <em>Host level</em> is the token, or a practice session opened with it: whoever runs the machine. It
     * opens no address whose answer or body holds sealed bytes (P8).
     */
    enum Needs {
        /** Everyone on this machine, or whoever reaches the origin. */
        NOTHING,
        /** Host level alone: the practice room and the figures. */
        TOKEN_OR_SESSION,
        /** Host level, or an unlocked advocate: placing calls. */
        CALLER,
        /** Host level, or an advocate whose device may be locked: a call is watched and ended without unlocking. */
        CALLER_LOCKED_TOO,
        /** An advocate's page whose device may be locked, and no program: the page that is their phone. */
        PHONE,
        /** A person whose device may be locked, of any role. */
        SIGNED_IN,
        /** An unlocked person of any role. */
        PERSON,
        /** An unlocked advocate or coordinator. */
        ADVOCATE,
        /** An unlocked coordinator. */
        COORDINATOR,
        /** An unlocked person of any role, or host level. */
        HOST_TOO,
        /** An unlocked host, or host level: how the server is, in figures that tell when somebody calls. */
        HOST
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Needs.TOKEN_OR_SESSION, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, Needs.TOKEN_OR_SESSION, handler);
    }

    static Route put(String path, Handler handler) {
        return new Route(HandlerType.PUT, path, Needs.TOKEN_OR_SESSION, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route(HandlerType.DELETE, path, Needs.TOKEN_OR_SESSION, handler);
    }

    /** The same for everyone on this machine. */
    Route open() {
        return needs(Needs.NOTHING);
    }

    Route needs(Needs needs) {
        return new Route(method, path, needs, handler);
    }
}
