package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G14: who answered, by cadence and tone, over made sound; the rates over spoken samples are the bench's. */
class AnswerEarTest {
    private static final long SEED = 20_261_130;

    /** What it guesses in turn, in packets of 20 ms. */
    private static List<Answerer> guesses(Voice voice, Law law) {
        return guesses(new AnswerEar(), voice.coded(law), law, 160);
    }

    private static List<Answerer> guesses(AnswerEar ear, byte[] coded, Law law, int packet) {
        List<Answerer> guesses = new ArrayList<>();
        for (int at = 0; at + packet <= coded.length; at += packet) {
            Answerer news = ear.hear(coded, at, packet, law, Integer.MAX_VALUE - 9_000 + at); // the timestamps wrap
            if (news != null) {
                guesses.add(news);
            }
        }
        return guesses;
    }

    private static Voice voice() {
        return new Voice(SEED);
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void person_whoSaysHelloAndWaits_isOne(Law law) {
        Voice hello = voice().silence(0.7).talk(0.6).silence(2).talk(1).silence(2);
        assertEquals(List.of(Answerer.PERSON), guesses(hello, law));
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void machine_thatTalksOnAndThenGivesATone_isKnownByBoth(Law law) {
        Voice machine =
                voice().silence(0.5).talk(6).silence(0.8).tone(0.4, 1000, 6_000).silence(2);
        assertEquals(List.of(Answerer.MACHINE, Answerer.TONE), guesses(machine, law));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 240, 480})
    void packets_ofAnyLength_tellTheSame(int packet) {
        byte[] machine =
                voice().talk(6).silence(0.8).tone(0.4, 1400, 6_000).silence(2).coded(Law.ULAW);
        assertEquals(List.of(Answerer.MACHINE, Answerer.TONE), guesses(new AnswerEar(), machine, Law.ULAW, packet));
    }

    @ParameterizedTest
    @ValueSource(doubles = {410, 520, 620.5, 850, 999, 1000, 1234, 1400, 1633, 2000, 2090})
    void tone_ofAnyPitch_isKnownAfterSpeech(double hertz) {
        Voice greeting = voice().talk(1.2).silence(0.5).tone(0.25, hertz, 2_000).silence(1);
        assertEquals(List.of(Answerer.TONE), guesses(greeting, Law.ULAW));
    }

    @Test
    void tone_thatIsShorterThanItsLimit_isNone() {
        Voice click = voice().talk(1).silence(0.3).tone(0.11, 1000, 6_000).silence(0.3);
        assertEquals(List.of(), guesses(click, Law.ULAW));
    }

    @ParameterizedTest
    @ValueSource(doubles = {200, 330, 2300, 3000})
    void tone_outsideTheBand_isNone(double hertz) {
        Voice hum = voice().talk(1).silence(0.3).tone(0.4, hertz, 6_000).silence(0.3);
        assertEquals(List.of(), guesses(hum, Law.ULAW));
    }

    /** ITU-T E.182: 425 Hz, a second on, four off; some answer and ring on. */
    @ParameterizedTest
    @ValueSource(doubles = {400, 425, 440, 450})
    void ringing_beforeAnybodySpoke_isNoMachine(double hertz) {
        Voice rings = voice().silence(0.3);
        for (int i = 0; i < 3; i++) {
            rings.tone(1, hertz, 2_000).silence(4);
        }
        assertEquals(List.of(), guesses(rings, Law.ULAW));
    }

    @Test
    void silence_tellsNothing() {
        assertEquals(List.of(), guesses(voice().silence(20), Law.ULAW));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 400, 2_000})
    void noise_thatGoesOn_tellsNothing(int loudness) {
        assertEquals(List.of(), guesses(voice().noise(20, loudness), Law.ULAW));
    }

    /** Who talks and talks after a first word is not taken for a machine any more. */
    @Test
    void person_whoTalksLongLater_staysOne() {
        Voice talker = voice().silence(0.5).talk(0.5).silence(1.5).talk(12).silence(2);
        assertEquals(List.of(Answerer.PERSON), guesses(talker, Law.ULAW));
    }

    /** A phone that sends nothing while nobody speaks (RFC 3551 section 4.1). */
    @Test
    void pauses_inWhichNothingIsSent_count() {
        AnswerEar ear = new AnswerEar();
        byte[] word = voice().talk(0.7).coded(Law.ULAW);
        int at = 0;
        Answerer last = null;
        for (int turn = 0; turn < 6; turn++) {
            for (int i = 0; i + 160 <= word.length; i += 160, at += 160) {
                Answerer news = ear.hear(word, i, 160, Law.ULAW, at);
                last = news == null ? last : news;
            }
            at += 12_000; // a second and a half
        }
        assertEquals(Answerer.PERSON, last);
    }

    @Test
    void packet_thatComesLateOrTwice_isNotHeardAgain() {
        AnswerEar ear = new AnswerEar();
        byte[] tone = voice().talk(1).silence(0.2).tone(0.11, 1000, 6_000).coded(Law.ULAW);
        for (int i = 0; i + 160 <= tone.length; i += 160) {
            assertNull(ear.hear(tone, i, 160, Law.ULAW, i));
            assertNull(ear.hear(tone, i, 160, Law.ULAW, i));
        }
    }

    @Test
    void listening_endsByItself() {
        AnswerEar silent = new AnswerEar();
        guesses(silent, voice().silence(59).coded(Law.ULAW), Law.ULAW, 160);
        assertFalse(silent.done());
        AnswerEar whole = new AnswerEar();
        byte[] late = voice().silence(60.5).talk(1).tone(1, 1000, 6_000).coded(Law.ULAW);
        assertEquals(List.of(), guesses(whole, late, Law.ULAW, 160));
        assertTrue(whole.done());
        AnswerEar machine = new AnswerEar();
        byte[] longTalk = voice().talk(90).silence(0.5).tone(0.5, 1000, 6_000).coded(Law.ULAW);
        assertEquals(List.of(Answerer.MACHINE, Answerer.TONE), guesses(machine, longTalk, Law.ULAW, 160));
        assertTrue(machine.done());
    }
}
