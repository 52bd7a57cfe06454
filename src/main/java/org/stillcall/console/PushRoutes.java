package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.console.Route.Needs;
import org.stillcall.push.PushEndpoint;
import org.stillcall.push.Pushes;

/**
 * Whether this device is woken while its page sleeps. Where its browser is woken stands in its session, in memory: it
 * ends with the session, so that a device at which nobody is signed in is never woken.
 */
final class PushRoutes {
    private static final String PATH = "/api/push";
    private static final String ENDPOINT = "endpoint";

    private final Optional<Pushes> pushes;

    PushRoutes(Optional<Pushes> pushes) {
        this.pushes = pushes;
    }

    List<Route> all() {
        return List.of(
                Route.get(PATH, this::show).needs(Needs.ADVOCATE),
                Route.put(PATH, this::turnOn).needs(Needs.ADVOCATE),
                Route.delete(PATH, this::turnOff).needs(Needs.ADVOCATE));
    }

    private void show(Context request) {
        boolean on = DeskSession.of(request).push != null;
        String key =
                pushes.map(service -> Base64Url.encode(service.publicKey())).orElse(null);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("key", key);
            json.writeBooleanField("on", on);
        }));
    }

    private void turnOn(Context request) throws IOException {
        String text = Exchange.texts(request, Set.of(ENDPOINT), Set.of()).getOrDefault(ENDPOINT, "");
        PushEndpoint endpoint = PushEndpoint.parse(text).orElseThrow(() -> new RefusedException(Refusal.MALFORMED));
        if (pushes.isEmpty()) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        DeskSession.of(request).push = endpoint;
        request.status(204);
    }

    private void turnOff(Context request) {
        DeskSession.of(request).push = null;
        request.status(204);
    }
}
