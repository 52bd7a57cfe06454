package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.media.Prompts.Sentence;

/** Prompts and the WAV files that they come from; the laws of G.711. */
class PromptsTest {
    private static final Label EN = new Label("en");
    private static final Label ES = new Label("es");
    private static final Label FR = new Label("fr");

    private static byte[] wav(int samples) {
        byte[] file = new byte[44 + samples * 2];
        Bits.putInt(file, 0, 0x52494646);
        Bits.putInt(file, 4, Integer.reverseBytes(file.length - 8));
        Bits.putInt(file, 8, 0x57415645);
        Bits.putInt(file, 12, 0x666d7420);
        file[16] = 16;
        file[20] = 1;
        file[22] = 1;
        Bits.putInt(file, 24, Integer.reverseBytes(8000));
        Bits.putInt(file, 28, Integer.reverseBytes(16000));
        file[32] = 2;
        file[34] = 16;
        Bits.putInt(file, 36, 0x64617461);
        Bits.putInt(file, 40, Integer.reverseBytes(samples * 2));
        return file;
    }

    @Test
    void everySentence_isThereAndLoudEnough() {
        Prompts prompts = Prompts.builtIn();
        for (Label language : Prompts.LANGUAGES) {
            for (Sentence sentence : Sentence.values()) {
                Prompt prompt = prompts.sentence(language, sentence);
                String name = language + " " + sentence;
                assertTrue(prompt.samples() > 6000 && prompt.samples() < 11 * 8000, name);
                assertTrue(G711.peak(prompt.in(Law.ULAW), 0, prompt.samples(), Law.ULAW) > 8000, name);
            }
        }
        assertTrue(prompts.ringing().samples() == 40_000 && prompts.busyTone().samples() == 8000);
        assertEquals(8000, prompts.silence().samples());
        assertTrue(G711.peak(prompts.silence().in(Law.ALAW), 0, 8000, Law.ALAW) <= 8);
    }

    @Test
    void recordingOfTheCentre_replacesOurs(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("busy.wav"), wav(100));
        Prompts prompts = Prompts.from(folder, EN);
        assertEquals(100, prompts.sentence(Sentence.BUSY).samples());
        assertTrue(prompts.sentence(Sentence.NO_ANSWER).samples() > 100);
        Files.write(folder.resolve("busy.wav"), new byte[100]);
        assertThrows(MediaException.class, () -> Prompts.from(folder, EN));
    }

    @Test
    void sentence_isSaidInTheLanguageOfThePhone_elseInTheCentres(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("busy.wav"), wav(100));
        Files.createDirectory(folder.resolve("fr"));
        Files.write(folder.resolve("fr").resolve("busy.wav"), wav(200));
        Prompts prompts = Prompts.from(folder, ES);
        assertEquals(100, prompts.sentence(Sentence.BUSY).samples(), "the folder itself is the centre's language");
        assertEquals(100, prompts.sentence(ES, Sentence.BUSY).samples());
        assertEquals(200, prompts.sentence(FR, Sentence.BUSY).samples());
        assertTrue(prompts.sentence(EN, Sentence.BUSY).samples() > 8000, "the built-in one");
        assertEquals(100, prompts.sentence(new Label("pt"), Sentence.BUSY).samples());
        assertEquals(100, prompts.sentence(null, Sentence.BUSY).samples());
        assertTrue(prompts.sentence(FR, Sentence.NO_ANSWER).samples() > 200);
    }

    @Test
    void wav_isReadStrictly() {
        byte[] good = wav(10);
        good[44] = 0x34;
        good[45] = 0x12;
        assertEquals(0x1234, WavFile.samples(good)[0]);
        int[] mustNotChange = {0, 4, 8, 12, 16, 20, 22, 24, 28, 32, 34, 36, 40};
        for (int at : mustNotChange) {
            byte[] bad = good.clone();
            bad[at] ^= 2;
            assertThrows(MediaException.class, () -> WavFile.samples(bad), "byte " + at);
        }
        for (int length = 0; length < good.length; length++) {
            byte[] shorter = Arrays.copyOf(good, length);
            assertThrows(MediaException.class, () -> WavFile.samples(shorter));
        }
        assertThrows(MediaException.class, () -> WavFile.samples(wav(0)));
        assertThrows(MediaException.class, () -> WavFile.samples(wav(MediaLimits.PROMPT_SAMPLES + 1)));
        assertEquals(MediaLimits.PROMPT_SAMPLES, WavFile.samples(wav(MediaLimits.PROMPT_SAMPLES)).length);
    }

    @Test
    void laws_keepEveryCodeAndSilence() {
        for (int i = 0; i < 256; i++) {
            byte code = (byte) i;
            assertEquals(G711.fromULaw(code), G711.fromULaw(G711.toULaw(G711.fromULaw(code))));
            assertEquals(code, G711.toALaw(G711.fromALaw(code)));
        }
        for (int linear = -32768; linear < 32768; linear += 7) {
            int error = 16 + Math.abs(linear) / 16;
            assertEquals(linear, G711.fromULaw(G711.toULaw(linear)), error);
            assertEquals(linear, G711.fromALaw(G711.toALaw(linear)), error);
        }
        assertEquals(G711.ULAW_SILENCE, G711.toULaw(0));
        assertEquals(G711.ALAW_SILENCE, G711.toALaw(0));
    }

    @Test
    void player_fillsTheLastStepWithSilence() {
        Player player = new Player();
        player.play(Prompt.ofLinear(new short[] {5000, 5000}), false);
        byte[] out = new byte[160];
        assertTrue(player.step(out, 0, Law.ALAW));
        byte[] rest = new byte[158];
        Arrays.fill(rest, G711.ALAW_SILENCE);
        assertArrayEquals(rest, Arrays.copyOfRange(out, 2, 160));
    }
}
