package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.media.Prompt;

/** P12, P13: what callers hear, recorded in the page or from a file of another kind, heard, replaced and removed. */
class SpokenPageTest extends ConsoleVisit {
    private Page ana;

    private Locator item(String sentence) {
        return ana.locator("li[data-sentence=" + sentence + "]");
    }

    private void open() {
        ana = rig.deviceWithMicrophones(1);
        ana.context().grantPermissions(List.of("microphone"));
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        press(ana, "What callers hear");
        item("greeting").waitFor();
    }

    /** The recordings that the server keeps, one after the other. */
    @SuppressWarnings("unchecked")
    private List<byte[]> kept() {
        return ((List<String>) ana.evaluate("async () => { const {own} = await (await fetch('/api/prompts')).json();"
                        + " const all = []; for (const {programme, language, sentence} of own)"
                        + " all.push((await (await fetch(`/api/prompts/${programme}/${language}/${sentence}`)).json())"
                        + ".wav); return all; }"))
                .stream().map(Base64Url::decode).toList();
    }

    @Test
    void sentence_isRecordedHeardAndRemoved() {
        open();
        assertThat(item("greeting")).containsText("The built-in sentence.");
        lookAt(ana, "spoken");
        press(ana, "Record it: The greeting");
        assertThat(exactly(ana, "Stop: The greeting")).isFocused();
        lookAt(ana, "spoken-recording");
        ana.waitForTimeout(1_500); // somebody speaks
        ana.keyboard().press("Enter");
        assertThat(item("greeting")).containsText("Your recording, 0:0");
        assertThat(item("greeting").locator("h2")).isFocused();
        Prompt.ofWav(kept().getFirst());
        press(ana, "Hear it: The greeting");
        lookAt(ana, "spoken-own");
        press(ana, "Remove it: The greeting");
        assertThat(item("greeting")).containsText("The built-in sentence.");
        assertEquals(List.of(), kept());
        assertEquals("0 0 0 1", ConsoleRig.stores(ana));
    }

    /** 44,100 Hz in two channels, as a telephone's recorder makes it. */
    private static byte[] stereo(int seconds) {
        int frames = 44_100 * seconds;
        ByteBuffer file = ByteBuffer.allocate(44 + 4 * frames).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 4 * frames);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) 1).putShort((short) 2).putInt(44_100).putInt(4 * 44_100);
        file.putShort((short) 4).putShort((short) 16);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(4 * frames);
        for (int i = 0; i < frames; i++) {
            short sample = (short) (9000 * Math.sin(2 * Math.PI * 440 * i / 44_100));
            file.putShort(sample).putShort(sample);
        }
        return file.array();
    }

    /** How often what is heard of that file swings up again: the faint noise around an MP3's sound does not count. */
    private static int crossings(byte[] sound) {
        ByteBuffer samples = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
        int crossings = 0;
        boolean low = false;
        for (int at = 44; at < sound.length; at += 2) {
            short sample = samples.getShort(at);
            crossings += low && sample > 1_000 ? 1 : 0;
            low = sample < -1_000 || low && sample <= 1_000;
        }
        return crossings;
    }

    private void choose(String name, byte[] bytes) {
        item("greeting").locator("input[type=file]").setInputFiles(new FilePayload(name, "audio/wav", bytes));
    }

    /** Two seconds of 440 Hz in two channels, as sox writes them into a file of that kind. */
    private byte[] made(String name) throws Exception {
        Path file = data.resolve(name);
        Process sox = new ProcessBuilder(
                        "sox", "-n", "-r", "44100", "-c", "2", file.toString(), "synth", "2", "sine", "440")
                .redirectErrorStream(true)
                .start();
        String said = new String(sox.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, sox.waitFor(), said);
        return Files.readAllBytes(file);
    }

    @Test
    void file_ofEachKindThatPeopleHave_isHeardByCallersAsItIs() throws Exception {
        open();
        for (String name : List.of("greeting.mp3", "greeting.wav", "greeting.ogg")) {
            byte[] file = made(name);
            int before = kept().isEmpty() ? 0 : Arrays.hashCode(kept().getFirst());
            choose(name, file);
            ana.waitForCondition(() -> !kept().isEmpty() && Arrays.hashCode(kept().getFirst()) != before);
            assertThat(item("greeting")).containsText(Pattern.compile("Your recording, 0:0[23]\\."));
            byte[] sound = kept().getFirst();
            Prompt.ofWav(sound);
            assertEquals(2 * 16_000, sound.length - 44, 2_000, name); // an MP3 has some silence around it
            assertEquals(2 * 440, crossings(sound), 12, name);
        }
    }

    @Test
    void file_isMadeTheOneKind_andWhatIsNoneIsRefusedInWords() throws IOException {
        open();
        choose("note.wav", stereo(2));
        assertThat(item("greeting")).containsText("Your recording, 0:02.");
        byte[] sound = kept().getFirst();
        assertEquals(44 + 2 * 16_000, sound.length);
        assertEquals(2 * 440, crossings(sound), 8);
        choose("note.ogg", Files.readAllBytes(Path.of("src", "test", "resources", "tone.ogg")));
        assertThat(item("greeting")).containsText("Your recording, 0:02");
        ana.waitForCondition(() -> Math.abs(kept().getFirst().length - 44 - 24_000) < 400);
        choose("text.mp3", "no sound at all".getBytes(StandardCharsets.US_ASCII));
        assertThat(item("greeting")).containsText("This browser cannot read that file.");
        choose("long.wav", stereo(61));
        assertThat(item("greeting")).containsText("That is too long.");
        assertEquals(1, kept().size());
    }
}
