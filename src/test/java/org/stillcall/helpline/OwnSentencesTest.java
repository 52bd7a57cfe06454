package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.media.Prompt;
import org.stillcall.store.Change;
import org.stillcall.store.NewMessage;
import org.stillcall.store.PromptName;

/** P12: a centre's own recordings stand in the place of the built-in sentences, at once and without a restart. */
class OwnSentencesTest {
    private static final Label LINE = new Label("helpline");
    private static final Label ENGLISH = new Label("en");
    private static final Label SPANISH = new Label("es");
    private static final Prompt BUILT_IN = Prompt.ofWav(wav(8000));

    @TempDir
    private Path folder;

    private static byte[] wav(int samples) {
        ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
        file.putShort((short) 2).putShort((short) 16);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        return file.array();
    }

    private static PromptName named(Label language, CallerSentence sentence) {
        return new PromptName(new NewMessage.Topic(LINE, language), OwnSentences.name(sentence));
    }

    @Test
    void recording_isPlayedFromTheNextSentenceOn_inItsLanguageAlone() throws GeneralSecurityException {
        try (Keeping keeping = new Keeping(folder)) {
            OwnSentences spoken =
                    new OwnSentences((line, language, sentence) -> BUILT_IN, ENGLISH, keeping.store, Log.silent());
            spoken.refresh();
            assertSame(BUILT_IN, spoken.say(LINE, SPANISH, CallerSentence.GREETING));
            var prompts = keeping.store.prompts(keeping.centre);
            assertEquals(Change.DONE, prompts.put(named(SPANISH, CallerSentence.GREETING), wav(4000)));
            assertEquals(Change.DONE, prompts.put(named(ENGLISH, CallerSentence.LANGUAGE_MENU), wav(4000)));
            assertEquals(Change.DONE, prompts.put(named(SPANISH, CallerSentence.OFF_DUTY), new byte[] {1, 2}));
            spoken.refresh();

            assertNotSame(BUILT_IN, spoken.say(LINE, SPANISH, CallerSentence.GREETING));
            assertSame(BUILT_IN, spoken.say(LINE, ENGLISH, CallerSentence.GREETING));
            assertNotSame(BUILT_IN, spoken.say(LINE, null, CallerSentence.LANGUAGE_MENU), "before a choice");
            assertSame(BUILT_IN, spoken.say(LINE, SPANISH, CallerSentence.OFF_DUTY), "what cannot be played");
            assertSame(BUILT_IN, spoken.say(new Label("other"), SPANISH, CallerSentence.GREETING));
            prompts.remove(named(SPANISH, CallerSentence.GREETING));
            spoken.refresh();
            assertSame(BUILT_IN, spoken.say(LINE, SPANISH, CallerSentence.GREETING));
        }
    }
}
