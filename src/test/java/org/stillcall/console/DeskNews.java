package org.stillcall.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An open page's stream of news. */
final class DeskNews implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    DeskNews(DeskBrowser browser) {
        var answer = browser.send(browser.to("/api/desk/events").GET(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError("No news: " + answer.statusCode());
        }
        in = answer.body();
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next news, waited for; null at the end of the stream. */
    @Nullable
    String next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return ApiRig.between(line, "\"what\":\"", "\"");
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
