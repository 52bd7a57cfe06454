package org.stillcall.console;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** One address of the API: {@code path} with its parameters in braces, as the OpenAPI file names it. */
record Route(HandlerType method, String path, Needs needs, Handler handler) {
    /** What a client has to bring. */
    enum Needs {
        NOTHING,
        TOKEN_OR_SESSION
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Needs.TOKEN_OR_SESSION, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, Needs.TOKEN_OR_SESSION, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route(HandlerType.DELETE, path, Needs.TOKEN_OR_SESSION, handler);
    }

    /** The same for everyone on this machine. */
    Route open() {
        return new Route(method, path, Needs.NOTHING, handler);
    }
}
