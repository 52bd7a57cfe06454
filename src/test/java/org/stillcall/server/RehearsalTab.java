package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A tab of the practice room whose microphone is a tone, and whose ear tells tones apart. */
final class RehearsalTab {
    /** What browsers need beside: sound without a press first. */
    static final List<String> ARGUMENTS = List.of(
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required");

    private static final String TONE = """
            (() => {
              const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async what => {
                await ask(what); // what Chromium wants to have seen before it looks for a path
                const context = new AudioContext();
                const rate = context.sampleRate;
                const speech = new AudioBuffer({length: 2.4 * rate, sampleRate: rate});
                const samples = speech.getChannelData(0);
                for (let i = 0; i < rate; i++) { // a second of syllables, then a breath, as no machine speaks
                  const on = Math.floor(i / rate * 10) % 2 === 0;
                  samples[i] = on ? 0.5 * Math.sin(2 * Math.PI * FREQUENCY * i / rate) : 0;
                }
                const voice = new AudioBufferSourceNode(context, {buffer: speech, loop: true});
                const end = context.createMediaStreamDestination();
                voice.connect(end);
                voice.start();
                globalThis.microphone = end.stream.getAudioTracks()[0];
                return end.stream;
              };
              globalThis.hearsSoon = (frequencies, millis) => new Promise(done => {
                const until = performance.now() + millis;
                const look = () => hears(frequencies) ? done(true)
                  : performance.now() > until ? done(false) : setTimeout(look, 15);
                look();
              });
              let listened = null;
              let analyser = null;
              /** Whether those tones, and nothing louder, are heard now. */
              globalThis.hears = frequencies => {
                const stream = document.querySelector('audio')?.srcObject ?? null;
                if (stream === null) {
                  return false;
                }
                if (listened !== stream) {
                  const context = new AudioContext();
                  listened = stream;
                  analyser = new AnalyserNode(context, {fftSize: 4096, smoothingTimeConstant: 0});
                  context.createMediaStreamSource(stream).connect(analyser);
                }
                const bins = new Float32Array(analyser.frequencyBinCount);
                analyser.getFloatFrequencyData(bins);
                const width = analyser.context.sampleRate / 4096;
                const loudest = Math.max(...bins);
                return loudest > -60 && frequencies.every(each => {
                  const at = Math.round(each / width);
                  return Math.max(...bins.slice(at - 2, at + 3)) > loudest - 8;
                });
              };
            })()""";

    final Page page;

    /** From now on that page's microphone is a tone of so many hertz. */
    RehearsalTab(Page page, int frequency) {
        this.page = page;
        speak(page, frequency);
    }

    static void speak(Page page, int frequency) {
        page.context().grantPermissions(List.of("microphone"));
        page.addInitScript(TONE.replace("FREQUENCY", String.valueOf(frequency)));
    }

    /** The practice room; {@code fragment} is empty, or {@code #} and the name of the phone that this tab is. */
    RehearsalTab open(ConsoleRig rig, String fragment) {
        String origin = "http://127.0.0.1:" + rig.server().port();
        page.navigate(origin + "/open#" + rig.server().issueCode());
        page.waitForURL("**/practice");
        if (!fragment.isEmpty()) {
            page.navigate(origin + "/" + "practice" + fragment);
            page.reload();
        }
        page.locator(fragment.isEmpty() ? ".phone.chosen" : ".phone.only").waitFor();
        return this;
    }

    Locator phone(String owner) {
        return page.locator(".phone")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(owner))));
    }

    RehearsalTab choose(String name, String scenario) {
        page.locator("input[value=" + name + "]").check();
        page.locator("input[value=" + scenario + "]").check(new Locator.CheckOptions().setForce(true));
        return this;
    }

    /** Calls the phone that was chosen, and answers the desk phone, which rings first. */
    RehearsalTab call() {
        page.locator("#main").click();
        assertThat(page.locator("#main")).hasText("Answer");
        page.locator("#main").click();
        return this;
    }

    RehearsalTab says(String words) {
        assertThat(page.locator("#state"))
                .containsText(
                        words,
                        new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                                .setTimeout(40_000));
        return this;
    }

    void awaitTones(Integer... frequencies) {
        assertTrue(hears(20_000, frequencies), "nothing is heard of it");
    }

    /** Listens for longer than anybody's breath lasts. */
    void awaitSilence(Integer... frequencies) {
        await(() -> !hears(3_000, frequencies));
    }

    private boolean hears(int millis, Integer... frequencies) {
        return Boolean.TRUE.equals(
                page.evaluate("([all, millis]) => hearsSoon(all, millis)", List.of(List.of(frequencies), millis)));
    }

    void await(BooleanSupplier met) {
        page.waitForCondition(met, new Page.WaitForConditionOptions().setTimeout(20_000));
    }

    /** Whether this tab's microphone is open. */
    boolean listensToItsRoom() {
        return "live".equals(page.evaluate("() => globalThis.microphone?.readyState ?? 'none'"));
    }
}
