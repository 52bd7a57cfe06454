package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading bodies within their limit, and writing answers. */
final class Exchange {
    static final String JSON = "application/json";

    private Exchange() {}

    /** The body as texts; see {@link Json#texts}. The bytes are overwritten once read. */
    static Map<String, String> texts(Context request, Set<String> needed, Set<String> possible) throws IOException {
        byte[] body = jsonBody(request, ApiLimits.BODY_BYTES);
        try {
            return Json.texts(body, needed, possible);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** The bytes of a body that calls itself JSON. */
    static byte[] jsonBody(Context request, int mostBytes) throws IOException {
        String type = request.header("Content-Type");
        if (type == null || !mediaType(type).equals(JSON)) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        byte[] body = body(request, mostBytes);
        Guard.requireStillIn(request);
        return body;
    }

    private static String mediaType(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static byte[] body(Context request, int mostBytes) throws IOException {
        if (request.req().getContentLengthLong() > mostBytes) {
            throw new RefusedException(Refusal.TOO_LONG);
        }
        byte[] room = new byte[mostBytes + 1];
        try (InputStream in = request.req().getInputStream()) {
            int length = in.readNBytes(room, 0, room.length);
            if (length > mostBytes) {
                throw new RefusedException(Refusal.TOO_LONG);
            }
            return Arrays.copyOf(room, length);
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    static void answer(Context request, int status, byte[] json) {
        request.status(status).contentType(JSON).result(json);
    }

    static void refuse(Context request, Refusal refusal) {
        if (refusal == Refusal.UNAUTHORIZED) {
            request.header("WWW-Authenticate", "Bearer");
        }
        if (refusal == Refusal.DEVICE_WIPED) {
            request.header("Clear-Site-Data", DeskCookie.EVERYTHING);
        }
        if (refusal.status() == 429 || refusal.status() == 503) {
            request.header("Retry-After", refusal == Refusal.TOO_MANY_TRIES ? "60" : "2");
        }
        answer(request, refusal.status(), refusalBody(refusal, refusal.status() == 422, null));
    }

    /** Sends the answer itself, where the framework sends none: a WebSocket that was refused. */
    static void sendNow(Context request) throws IOException {
        try (InputStream result = request.resultInputStream()) {
            if (result != null) {
                request.res().setContentType(JSON);
                request.res().getOutputStream().write(result.readAllBytes());
            }
        }
    }

    static byte[] refusalBody(Refusal refusal) {
        return refusalBody(refusal, false, null);
    }

    private static byte[] refusalBody(Refusal refusal, boolean ofCall, @Nullable String nextSafeTime) {
        return refusalBody(refusal.name(), refusal.sentence(), ofCall, nextSafeTime);
    }

    /** @param ofCall whether the answer is one of those that name the next safe time */
    static byte[] refusalBody(String reason, String message, boolean ofCall, @Nullable String nextSafeTime) {
        return Json.object(json -> {
            json.writeStringField("reason", reason);
            json.writeStringField("message", message);
            if (ofCall) {
                json.writeStringField("nextSafeTime", nextSafeTime);
            }
        });
    }
}
