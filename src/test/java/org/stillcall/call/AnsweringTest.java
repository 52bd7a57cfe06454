package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.Answered;
import org.stillcall.call.Switchboard.AnsweredBy;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.call.Switchboard.State;
import org.stillcall.media.Answerer;
import org.stillcall.plan.Consent;
import org.stillcall.plan.VoicemailConsent;

/** G14: what follows when a machine seems to have answered, by what the plan says of voicemail. */
class AnsweringTest {
    private static final long LATER = Answering.OPENING_MILLIS + 1;

    private final AgreedTerms terms = new AgreedTerms();
    private CallRig rig = new CallRig(2, true);

    /** Both sides are connected. */
    private String talking() {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return id;
    }

    private FakeMediaLeg near() {
        return rig.media.legs.getFirst();
    }

    private FakeMediaLeg far() {
        return rig.media.legs.getLast();
    }

    private void sounds(Answerer answerer) {
        far().listener.answeredBy(far(), answerer);
    }

    private void agreed(VoicemailConsent.Wording wording) {
        terms.voicemail = wording;
    }

    private void assertHeard(String id) {
        assertFalse(rig.view(id).answered().map(Answered::muted).orElse(false));
        assertEquals("connect BOTH", lastConnection());
    }

    private String lastConnection() {
        return near().told.stream()
                .filter(told -> told.startsWith("connect"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void farSide_isListenedToFromItsAnswerOn() {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().sounds();
        assertFalse(far().told.contains("attend true"), "what comes before the answer is no answer");
        rig.legs.last().answers();
        assertTrue(far().told.contains("attend true"));
        assertFalse(near().told.contains("attend true"));
        assertEquals(Optional.empty(), rig.view(id).answered());
    }

    @Test
    void machine_whereNoMessageIsAgreed_doesNotHearTheAdvocateUntilTheyTap() {
        String id = talking();
        List<Switchboard.CallView> views = new ArrayList<>();
        rig.calls.watch(id, views::add);
        sounds(Answerer.MACHINE);
        assertEquals(
                new Answered(AnsweredBy.MACHINE, true), rig.view(id).answered().orElseThrow());
        assertEquals(rig.view(id), views.getLast());
        assertTrue(rig.view(id).message().startsWith("A machine seems to have answered. You are not heard."));
        assertEquals("connect TO_THIS", lastConnection());
        assertEquals("tone", far().told.getLast(), "silence is sent");
        assertEquals("sentence", near().told.getLast(), "the advocate hears a sign");
        assertEquals(State.TALKING, rig.view(id).state(), "nobody is hung up on for talking long");
        assertTrue(rig.calls.isPerson(id));
        assertHeard(id);
        assertTrue(far().told.contains("stop"));
        assertEquals("", rig.view(id).message());
        assertEquals(AnsweredBy.PERSON, views.getLast().answered().orElseThrow().by());
        sounds(Answerer.TONE);
        assertHeard(id);
        assertEquals(State.TALKING, rig.view(id).state(), "what the advocate said holds");
        rig.calls.end(id);
        assertEquals(
                Set.of(Mark.CALLED, Mark.CONNECTED), terms.endings.getFirst().marks());
    }

    @Test
    void tone_afterAMachine_endsTheCall() {
        String id = talking();
        sounds(Answerer.MACHINE);
        rig.loop.advance(LATER);
        sounds(Answerer.TONE);
        assertTrue(rig.legs.last().told.contains("hang up"));
        assertEquals(State.ENDED, rig.view(id).state());
        assertEquals("MACHINE_ANSWERED", rig.view(id).outcome().orElseThrow());
        near().listener.promptEnded(near());
        rig.loop.advance(1_000);
        assertEquals("MACHINE_ANSWERED", terms.endings.getFirst().outcome());
        assertEquals(
                Set.of(Mark.CALLED, Mark.CONNECTED, Mark.MACHINE_HEARD, Mark.ANOTHER_MET),
                terms.endings.getFirst().marks());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(2, rig.numbers.available());
    }

    @ParameterizedTest
    @CsvSource({"false, 30000", "true, 7000"})
    void tone_withoutAPersonOrSoonAfterTheAnswer_endsTheCall(boolean person, long after) {
        String id = talking();
        if (person) {
            sounds(Answerer.PERSON);
        }
        rig.loop.advance(after);
        sounds(Answerer.TONE);
        assertEquals("MACHINE_ANSWERED", rig.view(id).outcome().orElseThrow());
    }

    @Test
    void tone_longAfterAPersonSeemedToAnswer_mutesAndHangsUpOnNobody() {
        String id = talking();
        sounds(Answerer.PERSON);
        assertHeard(id);
        assertEquals(Optional.empty(), rig.view(id).answered(), "nothing is said of a guess at a person");
        rig.loop.advance(LATER);
        sounds(Answerer.TONE);
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals(
                new Answered(AnsweredBy.TONE, true), rig.view(id).answered().orElseThrow());
        assertTrue(rig.view(id).message().startsWith("A tone was heard"));
        assertTrue(rig.calls.isPerson(id));
        assertHeard(id);
    }

    @Test
    void tone_whereTheCentreDoesNotWantThat_onlyMutes() {
        rig = new CallRig(2, true, null, CallRig.DESKS, false);
        String id = talking();
        sounds(Answerer.TONE);
        assertEquals(State.TALKING, rig.view(id).state());
        assertTrue(rig.view(id).answered().orElseThrow().muted());
    }

    @ParameterizedTest
    @EnumSource(value = VoicemailConsent.Wording.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void machine_whereAMessageIsAgreed_isOnlySaid(VoicemailConsent.Wording wording) {
        agreed(wording);
        String id = talking();
        sounds(Answerer.MACHINE);
        assertHeard(id);
        assertTrue(rig.view(id).message().contains("say the agreed words and no others"));
        sounds(Answerer.TONE);
        assertHeard(id);
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals(AnsweredBy.TONE, rig.view(id).answered().orElseThrow().by());
    }

    @Test
    void consent_thatIsOver_isNone() {
        agreed(VoicemailConsent.Wording.AGREED);
        terms.voicemailConsent = new Consent(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 10));
        String id = talking();
        sounds(Answerer.MACHINE);
        assertTrue(rig.view(id).answered().orElseThrow().muted());
    }

    @Test
    void call_withoutAPlan_isOnlyTold() {
        String id = rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answers();
        sounds(Answerer.MACHINE);
        sounds(Answerer.TONE);
        assertHeard(id);
        assertEquals(State.TALKING, rig.view(id).state());
        assertTrue(rig.view(id).message().contains("Leave no message unless it was agreed."));
    }

    @Test
    void nextConnection_beginsAnew() {
        terms.redial(1);
        agreed(VoicemailConsent.Wording.NONE);
        String id = talking();
        sounds(Answerer.MACHINE);
        FakeMediaLeg first = far();
        rig.legs.last().drops();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        first.listener.answeredBy(first, Answerer.TONE);
        assertEquals(State.AFTER_DROP, rig.view(id).state(), "a leg that is gone is not heard");
        assertFalse(rig.calls.isPerson(id), "nobody is connected");
        rig.loop.advance(60_000);
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals(Optional.empty(), rig.view(id).answered());
        assertHeard(id);
        assertTrue(far().told.contains("attend true"));
        rig.calls.end(id);
        assertFalse(terms.endings.getFirst().marks().contains(Mark.MACHINE_HEARD));
    }

    @Test
    void person_ofAnUnknownOrEndedCall_isNotNoted() {
        assertFalse(rig.calls.isPerson("none"));
        String id = talking();
        rig.calls.end(id);
        assertFalse(rig.calls.isPerson(id));
    }
}
