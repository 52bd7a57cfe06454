package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every answer of every address, good or bad, on both ports: nothing is kept, nothing foreign runs. Rows G19, G27. */
class SecurityHeadersTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Map<String, String> FIXED = Map.of(
            "cache-control", "no-store",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin",
            "referrer-policy", "no-referrer",
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY");

    private final SecureRig rig = new SecureRig();
    private final List<String> faults = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<String> bases() {
        return List.of(rig.origin(), "http://localhost:" + rig.desk.server.port());
    }

    private void look(String what, int status, Map<String, String> headers, boolean https) {
        FIXED.forEach((name, value) -> {
            if (!value.equals(headers.get(name))) {
                faults.add(what + " " + status + ": " + name + " is " + headers.get(name));
            }
        });
        String content = headers.getOrDefault("content-security-policy", "");
        if (!content.startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                || content.contains("unsafe")
                || content.contains("*")
                || content.contains("data:")
                || !content.contains("frame-ancestors 'none'")) {
            faults.add(what + " " + status + ": content policy " + content);
        }
        String permissions = headers.getOrDefault("permissions-policy", "");
        if (!permissions.contains("microphone=(self)")
                || !permissions.contains("geolocation=()")
                || permissions.contains("*")) {
            faults.add(what + " " + status + ": permissions " + permissions);
        }
        if (https != headers.containsKey("strict-transport-security")) {
            faults.add(what + " " + status + ": transport security");
        }
        if (headers.containsKey("server") || headers.containsKey("x-powered-by")) {
            faults.add(what + " " + status + ": names its software");
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return rig.http.send(request, BodyHandlers.ofByteArray());
    }

    private void look(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request);
        Map<String, String> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> {
            assertEquals(1, values.size(), name);
            headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
        });
        boolean https = request.uri().getScheme().equals("https");
        look(request.method() + " " + request.uri().getPath(), answer.statusCode(), headers, https);
    }

    @Test
    void everyRoute_byEveryMethod_carriesThem() throws Exception {
        DeskBrowser ana = rig.browser();
        assertEquals(201, ana.setUp(rig.desk).status());
        List<String> paths = new ArrayList<>(rig.desk.server.routes().stream()
                .map(route -> route.path().replaceAll("\\{[a-z]+}", "x"))
                .distinct()
                .toList());
        assertTrue(paths.size() > 50, "There are " + paths.size() + " addresses.");
        paths.remove("/api/desk/events"); // streams do not end; one is looked at below
        paths.addAll(List.of("/api/none", "/none", "/..%2f", "/desk/", "/open", "/practice", "/"));
        for (String base : bases()) {
            for (String path : paths) {
                for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND")) {
                    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                            .header("Sec-Fetch-Site", "same-origin")
                            .method(
                                    method,
                                    method.startsWith("P") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
                    if (!ana.cookie.isEmpty() && base.startsWith("https") && !path.contains("sign-out")) {
                        request.header("Cookie", ana.cookie);
                    }
                    look(request.build());
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void everyFile_carriesThem_andHoldsNothingForeign() throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(WEB)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertTrue(files.size() > 50);
        for (Path file : files) {
            for (String base : bases()) {
                look(HttpRequest.newBuilder(URI.create(base + "/" + WEB.relativize(file)))
                        .build());
            }
            String name = file.toString();
            if (name.endsWith(".html")) {
                String page = Files.readString(file);
                assertFalse(page.matches("(?s).*(<script(?![^>]*src=\"/)|<style|style=\"|\\son[a-z]+=\").*"), name);
                assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), name);
            } else if (name.endsWith(".css")) {
                assertFalse(Files.readString(file).matches("(?s).*(@import|url\\((?!['\"]?/)).*"), name);
            }
        }
        assertEquals(List.of(), faults);
    }

    /** What is refused before any route is looked for. */
    @Test
    void brokenRequests_carryThem() throws Exception {
        String host = "Host: localhost:" + rig.port + "\r\n";
        for (String request : List.of(
                "nonsense\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n" + host + "\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\n" + host + "\r\n",
                "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n",
                "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n\r\n",
                "POST /api/unlock HTTP/1.1\r\n" + host
                        + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n",
                "POST /api/unlock HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz",
                "GET / HTTP/1.1\r\n" + host + "Expect: 200-ok\r\n\r\n")) {
            try (Socket socket = rig.connect("localhost")) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(10_000);
                String answer = head(socket);
                assertTrue(answer.startsWith("HTTP/1.1 "), request + answer);
                Map<String, String> headers = new TreeMap<>();
                answer.lines().skip(1).filter(line -> line.contains(":")).forEach(line -> {
                    int colon = line.indexOf(':');
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                });
                int status = Integer.parseInt(answer.substring(9, 12));
                look(request.substring(0, Math.min(20, request.length())), status, headers, true);
            }
        }
        assertEquals(List.of(), faults);
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = socket.getInputStream().read();
            if (one < 0) {
                break;
            }
            head.append((char) one);
        }
        return head.toString();
    }

    @Test
    void stream_carriesThem() throws Exception {
        DeskBrowser ana = rig.browser();
        assertEquals(201, ana.setUp(rig.desk).status());
        HttpResponse<Stream<String>> stream =
                ana.send(ana.to("/api/desk/events").GET(), BodyHandlers.ofLines());
        Map<String, String> headers = new TreeMap<>();
        stream.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        assertEquals("text/event-stream;charset=utf-8", headers.get("content-type"));
        look("stream", stream.statusCode(), headers, true);
        assertEquals(List.of(), faults);
    }
}
