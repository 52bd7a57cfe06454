package org.stillcall.console;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.stillcall.base.Label;
import org.stillcall.call.Guests;

/**
 * For other installations: a test call of theirs to a number of ours is expected, and what was seen of it. Each knows a
 * secret of its own, and by that nothing else.
 */
final class GuestRoutes {
    private static final long LONGEST_SECONDS = 32;

    private final Guests guests;
    private final Map<Label, TokenGate> gates = new HashMap<>();

    GuestRoutes(Guests guests, LongSupplier nowMillis) {
        this.guests = guests;
        guests.secrets().forEach((name, secret) -> gates.put(name, new TokenGate(secret, nowMillis)));
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/guests/{guest}/test-call", this::open).open(),
                Route.get("/api/guests/{guest}/test-call", this::seen).open());
    }

    /** Nobody learns which guests there are. */
    private Label admitted(Context request) {
        String name = request.pathParam("guest");
        TokenGate gate = Label.isLabel(name) ? gates.get(new Label(name)) : null;
        if (gate == null) {
            throw new RefusedException(Refusal.UNAUTHORIZED);
        }
        return switch (gate.check(request.header("Authorization"))) {
            case RIGHT -> new Label(name);
            case WRONG -> throw new RefusedException(Refusal.UNAUTHORIZED);
            case WAIT -> throw new RefusedException(Refusal.TOO_MANY_TRIES);
        };
    }

    private void open(Context request) {
        switch (guests.open(admitted(request))) {
            case EXPECTED ->
                Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("expected", true)));
            case NOT_NOW -> throw new RefusedException(Refusal.GUEST_NOT_NOW);
        }
    }

    /** Waits until the call is over, or did not come. */
    private void seen(Context request) throws InterruptedException {
        CompletableFuture<byte[]> seen =
                guests.seen(admitted(request)).orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND));
        try {
            request.contentType("application/octet-stream").result(seen.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
    }
}
