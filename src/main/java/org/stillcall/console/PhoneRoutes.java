package org.stillcall.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Session;
import org.stillcall.call.Switchboard;
import org.stillcall.console.Route.Needs;

/** The WebSocket by which a page is a phone: who may open it, and what becomes of it. */
final class PhoneRoutes implements AutoCloseable {
    static final String PATH = "/api/phone";

    private final Switchboard switchboard;
    private final Guard guard;
    private final SecurityHeaders headers;
    private final DeskSessions sessions;
    private final LongSupplier nowMillis;
    private final Map<Session, PhoneSocket> open = new ConcurrentHashMap<>();

    /** Who may come in, and what stands on every answer. */
    record Door(Guard guard, SecurityHeaders headers) {}

    PhoneRoutes(Door door, Switchboard switchboard, DeskSessions sessions, LongSupplier nowMillis) {
        this.switchboard = switchboard;
        this.guard = door.guard();
        this.headers = door.headers();
        this.sessions = sessions;
        this.nowMillis = nowMillis;
    }

    /** Whoever asks without asking for a WebSocket is told so, once they have shown that they may. */
    List<Route> all() {
        return List.of(Route.get(PATH, request -> {
                    throw new RefusedException(Refusal.NOT_A_SOCKET);
                })
                .needs(Needs.PHONE));
    }

    void configure(JavalinConfig config) {
        config.jetty.modifyServletContextHandler(handler -> handler.setSessionHandler(NoSessions.handler()));
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(ApiLimits.PHONE_MESSAGE_BYTES);
            factory.setMaxBinaryMessageSize(1);
            factory.setMaxFrameSize(ApiLimits.PHONE_MESSAGE_BYTES);
            factory.setIdleTimeout(Duration.ofMillis(ApiLimits.PHONE_SILENT_MILLIS));
        });
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(PATH, this::listen);
    }

    private void admit(Context request) throws IOException {
        headers.put(request);
        try {
            guard.requireOwnName(request);
            guard.requireOwnPage(request);
            guard.admit(request, Needs.PHONE);
            if (open.size() >= ApiLimits.PHONE_SOCKETS) {
                throw new RefusedException(Refusal.BUSY);
            }
        } catch (RefusedException e) {
            request.skipRemainingHandlers();
            Exchange.refuse(request, e.refusal());
            Exchange.sendNow(request);
        }
    }

    private void listen(WsConfig socket) {
        socket.onConnect(this::opened);
        socket.onMessage(context -> {
            PhoneSocket phone = open.get(context.session);
            if (phone != null) {
                phone.heard(context.message());
            }
        });
        socket.onBinaryMessage(context -> {
            PhoneSocket phone = open.get(context.session);
            if (phone != null) {
                phone.close(PhoneSocket.Close.MALFORMED);
            }
        });
        socket.onClose(this::gone);
        socket.onError(this::gone);
    }

    private void opened(WsContext context) {
        DeskSession session = DeskSession.of(context);
        PhoneSocket phone = new PhoneSocket(context.session, () -> sessions.locked(session), nowMillis);
        open.put(context.session, phone);
        sessions.join(session, phone, (device, person) -> switchboard.pages().open(device.text(), person, phone));
    }

    private void gone(WsContext context) {
        PhoneSocket phone = open.remove(context.session);
        if (phone != null) {
            phone.over();
            sessions.leave(DeskSession.of(context), phone);
        }
    }

    /** Asks every page whether it is awake; about once a second. */
    void sweep() {
        open.values().forEach(PhoneSocket::sweep);
    }

    @Override
    public void close() {
        Set.copyOf(open.values()).forEach(phone -> phone.close(PhoneSocket.Close.GOING));
    }
}
