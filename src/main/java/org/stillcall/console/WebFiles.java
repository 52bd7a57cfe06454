package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's files, from the program itself; they hold nothing of anybody and need no token. */
final class WebFiles {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wav", "audio/wav"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"));
    private static final Pattern PATH = Pattern.compile("(?:[a-z0-9][a-z0-9_-]{0,40}/){0,3}[a-z0-9][a-z0-9_.-]{0,60}");

    /** With texts of their own, which people see before any script runs, or without one. */
    private static final Set<String> SPEAKING = Set.of("index.html", "away.html", "open.html", "notes.webmanifest");

    private final Guard guard;
    private final Optional<Origin> passkeys;
    private final Languages languages = new Languages();

    /** @param passkeys under which name people sign in; empty when there are none */
    WebFiles(Guard guard, Optional<Origin> passkeys) {
        this.guard = guard;
        this.passkeys = passkeys;
    }

    /** The console's page; it holds nothing, so everyone may have it, under the name that can have passkeys. */
    void page(Context request) throws IOException {
        int port = request.req().getLocalPort();
        boolean secure = request.req().isSecure();
        Optional<String> better = passkeys.flatMap(origin -> origin.better(request.header("Host"), secure, port));
        if (better.isPresent()) {
            request.status(303).header("Location", better.get() + "/");
        } else {
            request.header("Permissions-Policy", "camera=(self), geolocation=(), microphone=(self)"); // it is a phone
            send(request, "index.html");
        }
    }

    /** The practice room, or the way in for a browser without a session. */
    void practice(Context request) throws IOException {
        if (guard.hasSession(request)) {
            send(request, "practice.html");
        } else {
            request.status(303).header("Location", "/open");
        }
    }

    void wayIn(Context request) throws IOException {
        send(request, "open.html");
    }

    void any(Context request) throws IOException {
        String file = request.pathParam("file");
        if (file.equals("practice.html")) {
            practice(request);
        } else {
            send(request, file);
        }
    }

    /** The texts of every page, in the language that this browser is to have. */
    void language(Context request) {
        request.header("Vary", "Cookie, Accept-Language");
        request.contentType("text/javascript; charset=utf-8").result(languages.module(languageOf(request)));
    }

    private String languageOf(Context request) {
        return languages.of(request.cookie("language"), request.header("Accept-Language"));
    }

    private void send(Context request, String path) throws IOException {
        int dot = path.lastIndexOf('.');
        String type = Optional.ofNullable(TYPES.get(path.substring(dot + 1))).orElse("");
        if (dot < 0 || type.isEmpty() || !PATH.matcher(path).matches()) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        byte[] file = resource("/web/" + path);
        if (file == null) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        if (SPEAKING.contains(path)) {
            request.header("Vary", "Cookie, Accept-Language");
            file = languages.page(languageOf(request), file);
        }
        request.contentType(type).result(file);
    }

    static byte @Nullable [] resource(String path) throws IOException {
        try (InputStream in = WebFiles.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
