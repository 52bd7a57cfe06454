package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * P13: the first page comes whole in 150 KB. Only files that are the same for everybody are compressed; an answer about
 * somebody never is, since its length would tell what it holds.
 */
class WebPackTest {
    private static final int MOST_BYTES = 150 * 1_024;

    private final ApiRig rig = new ApiRig();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        rig.close();
    }

    private HttpResponse<byte[]> get(String path, String encodings) throws Exception {
        return http.send(
                rig.authorized(path).header("Accept-Encoding", encodings).GET().build(), BodyHandlers.ofByteArray());
    }

    private static Optional<String> encoding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding");
    }

    private static byte[] opened(byte[] gzip) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    }

    @Test
    void files_areCompressedForThoseWhoSaySo() throws Exception {
        for (String path : List.of("/", "/desk/app.js", "/desk/views.js", "/desk/crypto.js", "/console.css")) {
            byte[] plain = get(path, "identity").body();
            for (String asked : List.of("gzip", "br, gzip, deflate", "gzip;q=0.5, identity", "br;q=1.0,gzip;q=0.8")) {
                HttpResponse<byte[]> answer = get(path, asked);
                assertEquals(Optional.of("gzip"), encoding(answer), path + " " + asked);
                assertTrue(answer.headers().firstValue("Vary").orElse("").startsWith("Accept-Encoding"), path);
                assertArrayEquals(plain, opened(answer.body()), path);
            }
            for (String asked : List.of("gzip;q=0", "gzip; q=0.000, br", "br", "xgzip", "")) {
                assertEquals(Optional.empty(), encoding(get(path, asked)), path + " " + asked);
            }
        }
    }

    @Test
    void answersAboutSomebody_areNeverCompressed() throws Exception {
        for (String path : List.of("/api/me", "/api/phones", "/api/openapi.yaml", "/metrics", "/healthz")) {
            assertEquals(Optional.empty(), encoding(get(path, "gzip")), path);
        }
    }

    /** What a browser fetches until somebody can sign in, and until every view is there. */
    @Test
    void firstPage_isSmall() throws Exception {
        int first = size("/") + size("/console.css") + size("/away.css") + size("/desk/app.js") + size("/notes.svg");
        assertTrue(first < MOST_BYTES / 2, "until somebody can sign in: " + first);
        int all = first + size("/desk/views.js") + size("/notes.webmanifest");
        assertTrue(all < MOST_BYTES, "with every view: " + all);
    }

    /** The texts of a language come on top, those of English being in the modules. */
    @Test
    void languages_areSmall() throws Exception {
        for (String code : new Languages().codes()) {
            HttpResponse<byte[]> answer = http.send(
                    rig.authorized("/language.js")
                            .header("Accept-Language", code)
                            .header("Accept-Encoding", "gzip")
                            .GET()
                            .build(),
                    BodyHandlers.ofByteArray());
            assertTrue(answer.body().length < MOST_BYTES * 2 / 5, code + ": " + answer.body().length);
        }
    }

    private int size(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "gzip");
        assertEquals(200, answer.statusCode(), path);
        return answer.body().length;
    }
}
