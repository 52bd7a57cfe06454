package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** G28, P13, P14: which language a browser gets, by its cookie, then its header; no cookie becomes a path. */
class LanguagesTest {
    private static final List<String> HOSTILE = List.of(
            "../en",
            "..%2f..%2fopenapi",
            "es.js",
            "es/",
            "ES",
            "e",
            "",
            "xx",
            "es\u0000",
            "languages/es",
            "%65%73",
            "en'; drop",
            "a".repeat(3_000));

    private final Languages languages = new Languages();
    private final ApiRig rig = new ApiRig();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void cookie_goesBeforeHeader_andHeaderBeforeEnglish() {
        assertEquals("fr", languages.of("fr", "es, en;q=0.5"));
        assertEquals("es", languages.of(null, "es-MX, en;q=0.5"));
        assertEquals("ar", languages.of(null, "de, ar-EG;q=0.3, en;q=0.2"));
        assertEquals("en", languages.of(null, "de"));
        assertEquals("en", languages.of(null, null));
        assertEquals("en", languages.of("en", "ar"));
    }

    @Test
    void hostileCookie_isNoLanguage() {
        for (String cookie : HOSTILE) {
            assertEquals("en", languages.of(cookie, null), cookie);
            assertEquals("es", languages.of(cookie, "es"), cookie);
        }
    }

    private HttpResponse<String> get(String path, String cookie, String accepted) throws Exception {
        HttpRequest.Builder request = rig.authorized(path).header("Accept-Language", accepted);
        if (!cookie.isEmpty()) {
            request.header("Cookie", "language=" + cookie);
        }
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void module_isTheLanguagesFile_withTheNamesOfAll_andIsNotKept() throws Exception {
        HttpResponse<String> answer = get("/language.js", "", "es-MX,es;q=0.9,en;q=0.8");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("export const code = 'es';"));
        assertTrue(answer.body().contains("{code: 'ar', name: 'العربية'}, {code: 'en', name: 'English'},"));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "Accept-Encoding, Accept-Language, Cookie",
                answer.headers().firstValue("Vary").orElse(""));
        assertEquals(
                "text/javascript; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(get("/language.js", "fr", "es").body().contains("export const code = 'fr';"));
        for (String cookie : List.of("../../openapi.yaml", "..%2fopen", "xx", "es.js")) {
            assertTrue(get("/language.js", cookie, "de").body().contains("export const code = 'en';"), cookie);
        }
    }

    /** What is seen before, or without, any script: the neutral page is in the same language, and as neutral. */
    @Test
    void pages_haveTheirFewTextsInTheLanguage() throws Exception {
        String away = get("/away.html", "ar", "en").body();
        assertTrue(away.contains("<html lang=\"ar\" dir=\"rtl\">"), away);
        assertTrue(away.contains("<title>ملاحظات</title>") && away.contains("<h1>ملاحظات</h1>"), away);
        assertFalse(away.contains("New note"), away);
        String console = get("/", "es", "en").body();
        assertTrue(console.contains("<html lang=\"es\" dir=\"ltr\" translate=\"no\">"), console);
        assertTrue(console.contains("<title>Notas</title>"), console);
        assertTrue(get("/notes.webmanifest", "es", "en").body().contains("\"short_name\": \"Notas\""));
        assertTrue(get("/open", "fr", "en").body().contains("<h1>Téléphone</h1>"));
        assertTrue(get("/away.html", "", "de").body().contains("<h1>Notes</h1>"));
    }
}
