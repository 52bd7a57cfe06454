package org.stillcall.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Handset;
import org.stillcall.console.PracticeDesk.Result;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.media.MediaEngine;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.Prompts;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.Party;
import org.stillcall.sip.SipLoop;

/**
 * B3, G10: the practice carrier as another company's switch meets it, over sockets; each handset behaves as it is
 * told.
 */
@Timeout(60)
class PracticeCarrierTest {
    private static final Label ALEX = new Label("alex");
    private static final Label DESK = new Label("desk");
    private static final Party SHOWN = new Party("Library", "+16175550180", "127.0.0.1");

    private final Pace quick = new Pace(20, 30, 300, 100, 60_000, 100, 20);
    private final SipLoop loop = new SipLoop(Log.silent());
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final MediaEngine media = new MediaEngine(
            MediaSettings.of(here, here, 41_000, 41_199), Randomness.secure(), Log.silent(), loop, System::nanoTime);
    private final PracticeCarrier.Means means = new PracticeCarrier.Means(
            loop,
            media,
            Prompts.builtIn(),
            Randomness.secure(),
            Log.silent(),
            Clock.fixed(Instant.parse("2026-03-01T14:03:00Z"), ZoneOffset.UTC));
    private final PracticeCarrier carrier =
            new PracticeCarrier(means, PracticeCarrier.Places.anywhere(), Set.of(), quick);
    private final Customer customer = new Customer(loop, media, Sounds.builtIn().desk());

    @AfterEach
    void close() {
        customer.close();
        carrier.close();
        media.close();
        loop.close();
    }

    @Test
    void call_whenAnonymous_showsPrivateAndNothingElse() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
            Handset ringing = eyes.until(handset -> handset.state() == State.RINGING);
            assertEquals(List.of("Incoming call", "Private"), ringing.screen());
            assertEquals(180, call.rang.get(10, TimeUnit.SECONDS));
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.Answer()));
            assertTrue(call.answered.get(10, TimeUnit.SECONDS));
            eyes.until(handset -> handset.state() == State.TALKING && handset.level() > 1_000);
            customer.hangUp(call);
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertTrue(
                    after.callLog().getFirst().startsWith("Private, 14:03, "),
                    after.callLog().toString());
            assertTrue(after.bill().getFirst().startsWith("Incoming, Private, 14:03, 1 min"));
            assertEquals(List.of(), after.voicemail());
        }
    }

    @Test
    void audio_whenAnswered_isHeardByTheCaller() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
        assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            eyes.until(handset -> handset.level() > 1_000);
            eyes.until(handset -> call.media().levelHeard() > 1_000);
        }
        carrier.act(ALEX, new Action.HangUp());
        assertEquals(0, call.hungUp.get(10, TimeUnit.SECONDS).cause());
    }

    @Test
    void call_whenShown_showsNumberAndTheCarriersName() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.call(carrier.exchange(), "16175550121", SHOWN, List.of(), null);
            Handset ringing = eyes.until(handset -> handset.state() == State.RINGING);
            assertEquals(List.of("Incoming call", "(617) 555-0180, BOSTON MA"), ringing.screen());
            customer.hangUp(call);
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertEquals(List.of("Missed call", "(617) 555-0180, BOSTON MA"), after.screen());
            assertEquals(List.of("(617) 555-0180, BOSTON MA, 14:03, missed"), after.callLog());
            assertEquals(List.of(), after.bill());
        }
    }

    @Test
    void call_withTheWithholdingCode_isPrivate() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.call(carrier.exchange(), "*6716175550121", SHOWN, List.of(), null);
            Handset ringing = eyes.until(handset -> handset.state() == State.RINGING);
            assertEquals("Private", ringing.screen().getLast());
            customer.hangUp(call);
            eyes.until(handset -> handset.state() == State.IDLE);
        }
    }

    @Test
    void number_thatIsNobodys_isRefusedWith404() throws Exception {
        LegFailure failure = failure(customer.anonymous(carrier.exchange(), "+12025550147"));
        assertEquals(404, failure.status());
        assertFalse(carrier.handsets().toString().contains("2025550147"));
    }

    @Test
    void handset_thatRejectsPrivateCalls_refusesWith433AndKeepsNothing() throws Exception {
        assertEquals(
                433,
                failure(customer.anonymous(carrier.exchange(), "+16175550124")).status());
        Handset noor = handset("noor");
        assertEquals(List.of(), noor.callLog());
        assertEquals(List.of(), noor.bill());
        assertTrue(noor.footprints().toString().contains("leased number (617) 555-0180"));
    }

    @Test
    void handset_thatRejectsPrivateCalls_ringsForAShownOne() throws Exception {
        Customer.Call call = customer.call(carrier.exchange(), "+16175550124", SHOWN, List.of(), null);
        assertEquals(180, call.rang.get(10, TimeUnit.SECONDS));
        customer.hangUp(call);
    }

    @Test
    void handset_thatRejectsInDisguise_refusesWith603AndLogsIt() throws Exception {
        assertEquals(
                603,
                failure(customer.anonymous(carrier.exchange(), "+16175550125")).status());
        assertEquals(List.of("Private, 14:03, blocked"), handset("kim").callLog());
    }

    @Test
    void handset_thatIsBusyOrTalking_refusesWith486() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        Customer.Call first = customer.anonymous(carrier.exchange(), "+16175550121");
        assertTrue(first.answered.get(10, TimeUnit.SECONDS));
        assertEquals(
                486,
                failure(customer.anonymous(carrier.exchange(), "+16175550121")).status());
        customer.hangUp(first);
        carrier.act(ALEX, new Action.Behave(Behaviour.BUSY));
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            eyes.until(handset -> handset.state() == State.IDLE);
        }
        assertEquals(
                486,
                failure(customer.anonymous(carrier.exchange(), "+16175550121")).status());
    }

    @Test
    void handset_thatNobodyAnswers_ringsUntilTheCarrierGivesUp() throws Exception {
        LegFailure failure = failure(customer.anonymous(carrier.exchange(), "+16175550122"));
        assertEquals(408, failure.status());
        assertTrue(failure.rang());
        assertEquals(List.of("Private, 14:03, missed"), handset("robin").callLog());
    }

    @Test
    void handset_thatDropsCalls_dropsThem() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.DROPS));
        Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
        assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        assertEquals(41, call.hungUp.get(10, TimeUnit.SECONDS).cause());
    }

    @Test
    void voicemail_whenTheCallerStays_keepsSeconds() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "sam")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550123");
            eyes.until(handset -> handset.state() == State.GREETING);
            eyes.until(handset -> handset.state() == State.RECORDING && handset.level() > 1_000);
            customer.hangUp(call);
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertTrue(after.voicemail().getFirst().startsWith("Private, 14:03, "), after.toString());
            assertEquals(List.of("Missed call, voicemail", "Private"), after.screen());
        }
    }

    @Test
    void voicemail_whenTheCallerLeavesBeforeTheTone_keepsNothing() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "sam")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550123");
            eyes.until(handset -> handset.state() == State.GREETING);
            assertTrue(call.answered.get(10, TimeUnit.SECONDS));
            customer.hangUp(call);
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertEquals(List.of(), after.voicemail());
            assertTrue(after.bill().getFirst().endsWith("to voicemail"));
        }
    }

    @Test
    void key_pressedWhileTalking_isHeardByTheCaller() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.Press('5'))); // nobody to hear it
        Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
        assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        assertEquals(Result.DONE, carrier.act(ALEX, new Action.Press('5')));
        assertEquals('5', call.keyed.get(10, TimeUnit.SECONDS));
        customer.hangUp(call);
    }

    @Test
    void call_givenUpBeforeItRings_isKeptNowhereButAtTheCarrier() throws Exception {
        carrier.faults(Set.of(Fault.DELAYS));
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
            customer.hangUp(call);
            Handset after = eyes.until(handset -> !handset.footprints().isEmpty());
            assertEquals(List.of(), after.callLog());
            assertEquals(List.of(), after.screen());
            assertTrue(after.footprints().getLast().shows().startsWith("A call at 14:03"));
        }
    }

    @Test
    void deskPhone_ringsOnItsOwnPort_andLogsTheSwitchOnly() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "desk")) {
            Party centre = new Party("", "call", "127.0.0.1");
            Customer.Call call = customer.call(carrier.deskPhone(), "0", centre, List.of(), null);
            eyes.until(handset -> handset.state() == State.RINGING);
            assertEquals(Result.DONE, carrier.act(DESK, new Action.Answer()));
            assertTrue(call.answered.get(10, TimeUnit.SECONDS));
            assertEquals(Result.DONE, carrier.act(DESK, new Action.HangUp()));
            assertEquals(0, call.hungUp.get(10, TimeUnit.SECONDS).cause());
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertEquals("call, 14:03, 0 s", after.callLog().getFirst());
        }
    }

    @Test
    void fault_thatLeaksTheAssertedIdentity_showsIt() throws Exception {
        assertEquals(
                "(617) 555-0180, BOSTON MA",
                shownWith(Fault.LEAKS_ASSERTED_IDENTITY).get(1));
    }

    @Test
    void fault_thatIgnoresPrivacy_showsTheNumber() throws Exception {
        assertEquals(
                "(617) 555-0180, BOSTON MA", shownWith(Fault.IGNORES_PRIVACY).get(1));
    }

    @Test
    void fault_thatRewritesFrom_showsTheMainNumber() throws Exception {
        assertEquals(
                "(617) 555-0100, HARBOR OFFICE", shownWith(Fault.REWRITES_FROM).get(1));
    }

    @Test
    void fault_thatPassesEveryHeader_showsThemButNotWhomItIsFor() throws Exception {
        List<String> screen = shownWith(Fault.PASSES_EVERY_HEADER);
        assertEquals("Private", screen.get(1));
        assertTrue(screen.stream().anyMatch(line -> line.startsWith("P-Asserted-Identity:")), screen.toString());
        assertFalse(screen.toString().contains("6175550121"), screen.toString());
    }

    @Test
    void fault_thatDelays_ringsLater() throws Exception {
        carrier.faults(Set.of(Fault.DELAYS));
        long before = System.nanoTime();
        Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
        assertEquals(180, call.rang.get(10, TimeUnit.SECONDS));
        assertTrue(System.nanoTime() - before >= 100_000_000L);
        customer.hangUp(call);
    }

    @Test
    void fault_thatDrops_leavesEverySecondCallWithoutAnAnswer() throws Exception {
        carrier.faults(Set.of(Fault.DROPS));
        assertEquals(
                404,
                failure(customer.anonymous(carrier.exchange(), "+12025550147")).status());
        Customer.Call lost = customer.anonymous(carrier.exchange(), "+12025550147");
        assertEquals(
                404,
                failure(customer.anonymous(carrier.exchange(), "+12025550147")).status());
        assertFalse(lost.failed.isDone());
        customer.hangUp(lost);
    }

    @Test
    void action_thatDoesNotFit_saysSo() throws TimeoutException {
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.Answer()));
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.HangUp()));
        assertEquals(Result.UNKNOWN_HANDSET, carrier.act(new Label("nobody"), new Action.Answer()));
        assertTrue(carrier.isPracticeNumber("+16175550121"));
        assertFalse(carrier.isPracticeNumber("+12025550147"));
    }

    private List<String> shownWith(Fault fault) throws Exception {
        carrier.faults(Set.of(fault));
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
            List<String> screen =
                    eyes.until(handset -> handset.state() == State.RINGING).screen();
            customer.hangUp(call);
            eyes.until(handset -> handset.state() == State.IDLE);
            return screen;
        }
    }

    private static LegFailure failure(Customer.Call call) throws Exception {
        return call.failed.get(10, TimeUnit.SECONDS);
    }

    private Handset handset(String name) {
        return carrier.handsets().stream()
                .filter(handset -> handset.name().text().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
