package org.stillcall.console;

import io.javalin.http.Context;
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

    private static final Set<String> PACKED = Set.of("html", "css", "js", "mjs", "json", "svg", "txt", "webmanifest");
    private static final Pattern GZIP =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:,|$|;\\s*q=(?!0(?:\\.0{0,3})?\\s*(?:,|$)))");

    /** With texts of their own, which people see before any script runs, or without one. */
    private static final Set<String> SPEAKING = Set.of("index.html", "away.html", "open.html", "notes.webmanifest");

    private static final String LANGUAGE = "language.js";

    private final WebPack pack = new WebPack();
    private final Languages languages = new Languages();
    private final Guard guard;
    private final Optional<Origin> passkeys;

    /** @param passkeys under which name people sign in; empty when there are none */
    WebFiles(Guard guard, Optional<Origin> passkeys) {
        this.guard = guard;
        this.passkeys = passkeys;
    }

    /** The console's page; it holds nothing, so everyone may have it, under the name that can have passkeys. */
    void page(Context request) {
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
    void practice(Context request) {
        if (guard.hasSession(request)) {
            send(request, "practice.html");
        } else {
            request.status(303).header("Location", "/open");
        }
    }

    void wayIn(Context request) {
        send(request, "open.html");
    }

    void any(Context request) {
        String file = request.pathParam("file");
        if (file.equals("practice.html")) {
            practice(request);
        } else {
            send(request, file);
        }
    }

    private void send(Context request, String path) {
        int dot = path.lastIndexOf('.');
        String type = Optional.ofNullable(TYPES.get(path.substring(dot + 1))).orElse("");
        if (dot < 0 || type.isEmpty() || !PATH.matcher(path).matches()) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        boolean text = PACKED.contains(path.substring(dot + 1));
        boolean speaks = SPEAKING.contains(path);
        WebPack.Packed file = speaks ? speaking(request, path) : pack.file(path, text);
        if (file == null) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        answer(request.contentType(type), file, speaks);
    }

    /** The texts of every page, in the language that this browser is to have; imported by {@code desk/say.js}. */
    void language(Context request) {
        String of = request.queryParam("of"); // a paper for somebody who reads another language
        String code = of != null && languages.codes().contains(of) ? of : languageOf(request);
        request.contentType("text/javascript; charset=utf-8");
        boolean office = "office".equals(request.queryParam("part"));
        answer(
                request,
                office
                        ? pack.made(LANGUAGE + "office/" + code, () -> languages.office(code))
                        : pack.made(LANGUAGE + code, () -> languages.module(code)),
                true);
    }

    private WebPack.@Nullable Packed speaking(Context request, String path) {
        WebPack.Packed english = pack.file(path, true);
        String code = languageOf(request);
        return english == null ? null : pack.made(path + code, () -> languages.page(code, english.plain()));
    }

    private String languageOf(Context request) {
        return languages.of(request.cookie("language"), request.header("Accept-Language"));
    }

    private static void answer(Context request, WebPack.Packed file, boolean speaks) {
        boolean gzip = file.gzip().length > 0;
        if (gzip || speaks) {
            request.header("Vary", speaks ? "Accept-Encoding, Accept-Language, Cookie" : "Accept-Encoding");
        }
        gzip &= GZIP.matcher(
                        Optional.ofNullable(request.header("Accept-Encoding")).orElse(""))
                .find();
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        request.result(gzip ? file.gzip() : file.plain());
    }
}
