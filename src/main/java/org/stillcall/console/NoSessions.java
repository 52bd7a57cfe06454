package org.stillcall.console;

import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;

/**
 * In the place of the web server's own sessions, which the framework opens for every WebSocket that is asked for: no
 * cookie, and nothing that stays in memory once the request is over. People's sessions are {@link DeskSessions}.
 */
final class NoSessions {
    private NoSessions() {}

    static SessionHandler handler() {
        SessionHandler handler = new SessionHandler();
        handler.setUsingCookies(false);
        handler.setUsingUriParameters(false);
        NullSessionCache cache = new NullSessionCache(handler);
        cache.setSessionDataStore(new NullSessionDataStore());
        handler.setSessionCache(cache);
        return handler;
    }
}
