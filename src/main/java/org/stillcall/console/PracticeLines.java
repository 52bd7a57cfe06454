package org.stillcall.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Session;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones;
import org.stillcall.console.PracticeDesk.Hand;
import org.stillcall.console.PracticeDesk.Hold;
import org.stillcall.console.PracticeDesk.Taking;

/**
 * The WebSockets by which pages of the practice room are handsets of the practice carrier; none where there is no such
 * carrier. Their messages are those of a page that is a phone, with the handset's name as the call's.
 */
final class PracticeLines implements AutoCloseable {
    static final String PATH = "/api/practice/phones/{name}/line";

    private final Optional<PracticeDesk> practice;
    private final PhoneRoutes.Door door;
    private final Sessions sessions;
    private final LongSupplier nowMillis;
    private final Map<Session, Line> open = new ConcurrentHashMap<>();

    /** @param session the practice session's name, which has to be known as long as the line is open */
    private record Line(PhoneSocket socket, String session) {}

    PracticeLines(Optional<PracticeDesk> practice, PhoneRoutes.Door door, Sessions sessions, LongSupplier nowMillis) {
        this.practice = practice;
        this.door = door;
        this.sessions = sessions;
        this.nowMillis = nowMillis;
    }

    /** Whoever asks without asking for a WebSocket is told so, once they have shown that they may. */
    List<Route> all() {
        return List.of(Route.get(PATH, request -> {
            throw new RefusedException(Refusal.NOT_A_SOCKET);
        }));
    }

    void configure(JavalinConfig config) {
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(PATH, this::listen);
    }

    /** Only a page: a program with the token has no ear, and its line could not be ended with a session. */
    private void admit(Context request) throws IOException {
        door.headers().put(request);
        try {
            door.guard().requireOwnName(request);
            door.guard().requireOwnPage(request);
            if (!door.guard().hasSession(request)) {
                throw new RefusedException(Refusal.UNAUTHORIZED);
            }
            if (practice.isEmpty()) {
                throw new RefusedException(Refusal.NOT_FOUND);
            }
            String name = request.pathParam("name");
            if (!Label.isLabel(name) || practice.get().handsets().stream().noneMatch(each -> isNamed(each, name))) {
                throw new RefusedException(Refusal.NO_SUCH_HANDSET);
            }
            if (open.size() >= ApiLimits.PRACTICE_LINES) {
                throw new RefusedException(Refusal.BUSY);
            }
        } catch (RefusedException e) {
            request.skipRemainingHandlers();
            Exchange.refuse(request, e.refusal());
            Exchange.sendNow(request);
        }
    }

    private static boolean isNamed(PracticeDesk.Handset handset, String name) {
        return handset.name().text().equals(name);
    }

    private void listen(WsConfig socket) {
        socket.onConnect(this::opened);
        socket.onMessage(context -> {
            Line line = open.get(context.session);
            if (line != null) {
                line.socket.heard(context.message());
            }
        });
        socket.onBinaryMessage(context -> {
            Line line = open.get(context.session);
            if (line != null) {
                line.socket.close(PhoneSocket.Close.MALFORMED);
            }
        });
        socket.onClose(this::gone);
        socket.onError(this::gone);
    }

    private void opened(WsContext context) {
        Label name = new Label(context.pathParam("name"));
        PhoneSocket socket = new PhoneSocket(context.session, () -> false, nowMillis);
        String session = context.cookie(SessionRoutes.COOKIE);
        open.put(context.session, new Line(socket, session == null ? "" : session));
        switch (practice.orElseThrow().take(name, new Told(name.text(), socket))) {
            case Taking.Taken taken -> socket.begin(new Asked(name.text(), taken.hold()));
            case Taking.InAnotherHand _ -> socket.close(PhoneSocket.Close.TAKEN);
            case Taking.UnknownHandset _ -> socket.close(PhoneSocket.Close.ENDED);
        }
    }

    private void gone(WsContext context) {
        Line line = open.remove(context.session);
        if (line != null) {
            line.socket.over();
        }
    }

    /** Ends the lines of sessions that are over, and asks the other pages whether they are awake. */
    void sweep() {
        for (Line line : open.values()) {
            if (sessions.known(line.session)) {
                line.socket.sweep();
            } else {
                line.socket.close(PhoneSocket.Close.ENDED);
            }
        }
    }

    @Override
    public void close() {
        Set.copyOf(open.values()).forEach(line -> line.socket.close(PhoneSocket.Close.GOING));
    }

    private record Told(String name, PhoneSocket socket) implements Hand {
        @Override
        public void answer(byte[] sdp) {
            socket.answer(name, sdp);
        }

        @Override
        public void unusable() {
            socket.unusable(name);
        }

        /** A page that is still there comes back and takes it anew. */
        @Override
        public void over() {
            socket.close(PhoneSocket.Close.GOING);
        }
    }

    /** What the page asks of the handset; nothing of it is for any other. */
    private record Asked(String name, Hold hold) implements PagePhones.Line {
        @Override
        public void offer(String call, byte[] sdp, boolean again) {
            if (call.equals(name)) {
                hold.offer(sdp, again);
            }
        }

        @Override
        public void take(String call) {
            // it is answered at the handset, as by any finger
        }

        @Override
        public void decline(String call) {
            // it is asked to join nothing
        }

        @Override
        public void hold(String call, boolean on) {
            // a survivor's phone has no such key
        }

        @Override
        public void key(String call, char key) {
            if (call.equals(name)) {
                hold.key(key);
            }
        }

        @Override
        public void close() {
            hold.close();
        }
    }
}
