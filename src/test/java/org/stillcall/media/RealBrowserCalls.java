package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** A real browser on one leg, a phone with a tone on the other, in real time; which browser is for the subclass. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealBrowserCalls {
    static final int MICROPHONE = 1000;
    private static final int PHONE = 440;
    private static final Pattern ANSWER = Pattern.compile("(v=0|o=- \\d+ \\d+ IN IP4 [0-9.]+|s=-"
            + "|c=IN IP4 [0-9.]+|t=0 0|a=ice-lite|a=group:BUNDLE 0|m=audio \\d+ UDP/TLS/RTP/SAVPF 0 8 \\d+"
            + "|a=rtpmap:0 PCMU/8000|a=rtpmap:8 PCMA/8000|a=rtpmap:\\d+ telephone-event/8000|a=fmtp:\\d+ 0-15|a=mid:0"
            + "|a=ice-ufrag:[A-Za-z0-9+/]{8}|a=ice-pwd:[A-Za-z0-9+/]{24}|a=fingerprint:sha-256 [0-9A-F:]{95}"
            + "|a=setup:passive|a=rtcp-mux|a=candidate:1 1 udp 2130706431 [0-9.]+ \\d+ typ host"
            + "|a=end-of-candidates|a=ptime:20|a=sendrecv)");

    private volatile List<String> news = List.of();
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final ObjectMapper json = new ObjectMapper();
    private MediaEngine engine;
    private TonePhone phone;
    private BrowserLeg near;

    /** Where the browser reaches us; an address of this machine. */
    InetAddress address() throws IOException {
        return RelayRig.LOOPBACK;
    }

    /** Opens a new page with the script. */
    abstract void openPage(String script) throws IOException;

    /** What an expression of the page comes to, awaited, as JSON. */
    abstract String evaluate(String expression);

    abstract void closePage();

    /** What the page's connection is made with besides, as JSON; asked for each call. */
    String configuration(MediaEngine of) throws IOException {
        return "{}";
    }

    /** Ends what {@link #configuration} began. */
    void endConfiguration() {}

    @AfterAll
    void endLoop() {
        loop.shutdown();
    }

    @BeforeEach
    void open() throws IOException {
        List<String> mine = new CopyOnWriteArrayList<>(); // what an earlier leg says late is not of this call
        news = mine;
        InetAddress here = RelayRig.LOOPBACK;
        InetAddress forBrowsers = address();
        BrowserSettings.Address address = new BrowserSettings.Address(forBrowsers, forBrowsers);
        MediaSettings settings = MediaSettings.of(here, here, 45_000, 45_099)
                .with(BrowserSettings.of(List.of(address), RelayRig.freePort()));
        engine = new MediaEngine(settings, Randomness.secure(), Log.silent(), loop, System::nanoTime);
        phone = new TonePhone();
        try (InputStream in = RealBrowserCalls.class.getResourceAsStream("browserpage.js")) {
            openPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        evaluate("configure(" + configuration(engine) + ")");
        near = engine.openBrowser(new MediaListener() {
            @Override
            public void connected(MediaLeg leg) {
                mine.add("connected");
            }

            @Override
            public void gone(MediaLeg leg) {
                mine.add("gone");
            }

            @Override
            public void silent(MediaLeg leg) {
                mine.add("silent");
            }

            @Override
            public void digit(MediaLeg leg, char digit) {
                mine.add("digit " + digit);
            }
        });
        RtpLeg far = engine.open(new MediaListener() {});
        phone.answer(far, PHONE);
        near.connect(far, Flow.BOTH);
        describe();
        await(() -> news.contains("connected"));
    }

    @AfterEach
    void close() {
        closePage();
        endConfiguration();
        engine.close();
        phone.close();
    }

    private JsonNode ask(String expression) {
        try {
            return json.readTree(evaluate(expression));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void describe() {
        byte[] offer = ask("offer()").asText().getBytes(StandardCharsets.US_ASCII);
        Negotiation.Answer ours = (Negotiation.Answer) near.answerTo(offer);
        String answer = new String(ours.body().bytes(), StandardCharsets.US_ASCII);
        for (String line : answer.split("\r\n")) {
            assertTrue(ANSWER.matcher(line).matches(), line);
        }
        try {
            evaluate("answer(" + json.writeValueAsString(answer) + ")");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    final void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "it did not happen; " + news + stats() + " page hears " + ask("heard()") + " Hz, phone "
                            + phone.level(MICROPHONE) + " beside " + phone.level(700));
            LockSupport.parkNanos(50_000_000);
        }
    }

    final JsonNode stats() {
        return ask("stats()");
    }

    private long stat(String name) {
        return stats().get(name).asLong();
    }

    /** Whether the page hears the phone's tone. */
    boolean pageHears() {
        return Math.abs(ask("heard()").asDouble() - PHONE) < 15;
    }

    final boolean phoneHears() {
        return phone.level(MICROPHONE) > 0.05 && phone.level(700) < 0.02;
    }

    @Test
    void sound_isHeardAtBothEnds() {
        await(() -> pageHears() && phoneHears());
        long before = stat("received");
        await(() -> stat("received") > before + 100);
        JsonNode stats = stats();
        assertEquals("audio/PCMU", stats.get("codec").asText());
        assertEquals("connected", stats.get("connection").asText());
        assertTrue(stat("lost") <= 5, stats::toString);
        assertTrue(stat("sent") > 50);
        assertTrue(near.levelHeard() > 2000);
        assertTrue(near.packetsHeard() > 50);
        assertEquals(List.of("connected"), news);
    }

    @Test
    void reports_reachTheBrowser() {
        await(() -> stats().get("roundTrip").asDouble() >= 0);
    }

    @Test
    void keys_arriveAsDigits() {
        evaluate("press('19*#')");
        await(() -> news.size() >= 5);
        assertEquals(List.of("connected", "digit 1", "digit 9", "digit *", "digit #"), news);
    }

    @Test
    void mute_keepsTheStreamAlive() {
        await(this::phoneHears);
        evaluate("mute(true)");
        await(() -> phone.level(MICROPHONE) < 0.001);
        long before = phone.packets();
        await(() -> phone.packets() > before + 50);
        evaluate("mute(false)");
        await(this::phoneHears);
    }

    @Test
    void iceRestart_keepsTheCall() {
        await(() -> pageHears() && phoneHears());
        String before = stats().get("path").asText();
        evaluate("restart()");
        describe();
        await(() -> !before.equals(stats().get("path").asText()));
        phone.forget();
        await(() -> pageHears() && phoneHears());
        long packets = stat("received");
        await(() -> stat("received") > packets + 100);
        assertEquals("connected", stats().get("connection").asText());
        assertEquals(List.of("connected"), news);
    }

    /** What the leg's listener was told. */
    final List<String> news() {
        return news;
    }

    @Test
    void leaving_isToldAtOnce() {
        await(this::phoneHears);
        evaluate("leave()");
        await(() -> news.contains("gone"));
        assertEquals(List.of("connected", "gone"), news);
    }

    @Test
    void closing_endsTheBrowsersConnection() {
        await(this::phoneHears);
        near.close();
        await(() -> List.of("disconnected", "failed", "closed")
                .contains(stats().get("connection").asText()));
        assertFalse(news.contains("gone"), "a closed leg tells nothing");
    }
}
