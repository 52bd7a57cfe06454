package org.stillcall.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the time from the tap on "Call" in Chromium until the near leg is connected: microphone, key of the call,
 * sealing, the call placed, WebRTC agreed on and shaken hands, the advocate heard by the server, which then calls out.
 * Warm: ten calls come before. Argument: calls (60).
 */
public final class TapBench {
    private static final int WARM = 10;
    private static final String TRUNK = "127.9.11.1";
    private static final String TIMED = """
            async number => {
              const began = performance.now();
              const id = await callTo(number);
              for (;;) {
                const {state} = await (await fetch(`/api/calls/${id}`)).json();
                if (state !== 'RINGING_ADVOCATE') {
                  return `${performance.now() - began} ${id} ${state}`;
                }
              }
            }
            """;

    private TapBench() {}

    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        Path folder = Files.createTempDirectory("tap-bench");
        Site site = new Site();
        site.phone("desk", "127.7.11.1", Party.freePort("127.7.11.1"));
        try (RawTrunk trunk = new RawTrunk(TRUNK, 0, Speech.plain())) {
            site.trunk("far", TRUNK, trunk.port(), "");
            try (Server server = Server.start(folder, site, "");
                    Desk desk = Desk.settingUp(server);
                    NearPage page = new NearPage(server, desk, Tone.file(folder.resolve("said.wav"), 1_000))) {
                double[] took = new double[calls];
                for (int i = -WARM; i < calls; i++) {
                    double millis = one(server, page);
                    took[Math.max(i, 0)] = millis;
                }
                Arrays.sort(took);
                System.out.printf(
                        Locale.ROOT,
                        "%d calls, tap to near leg connected: median %.0f ms, p90 %.0f ms, longest %.0f ms%n",
                        calls,
                        took[calls / 2],
                        took[calls * 9 / 10],
                        took[calls - 1]);
            }
        }
    }

    private static double one(Server server, NearPage page) throws IOException {
        String[] told = ((String) page.page.evaluate(TIMED, RawTrunk.number(RawTrunk.Manner.ANSWERS))).split(" ", -1);
        if (told[2].equals("ENDED")) {
            throw new IllegalStateException(
                    "A call came to nothing: " + server.call(told[1]).text("outcome"));
        }
        server.end(told[1]);
        Wait.until(
                Duration.ofSeconds(8), () -> server.call(told[1]).text("state").equals("ENDED"));
        return Double.parseDouble(told[0]);
    }
}
