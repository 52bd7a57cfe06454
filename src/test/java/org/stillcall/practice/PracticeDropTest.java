package org.stillcall.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import org.stillcall.sip.Party;
import org.stillcall.sip.SipLoop;

/** B3, G16: a practice phone loses its call in every way a real one does, and calls the number back that it saw. */
@Timeout(60)
class PracticeDropTest {
    private static final Label ALEX = new Label("alex");
    private static final Party SHOWN = new Party("", "+16175550180", "127.0.0.1");

    private final Pace quick = new Pace(20, 30, 300, 100, 60_000, 100, 20);
    private final SipLoop loop = new SipLoop(Log.silent());
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final MediaEngine media = new MediaEngine(
            MediaSettings.of(here, here, 41_200, 41_399), Randomness.secure(), Log.silent(), loop, System::nanoTime);
    private final PracticeCarrier carrier = new PracticeCarrier(
            new PracticeCarrier.Means(
                    loop,
                    media,
                    Prompts.builtIn(),
                    Randomness.secure(),
                    Log.silent(),
                    Clock.fixed(Instant.parse("2026-03-01T14:03:00Z"), ZoneOffset.UTC)),
            PracticeCarrier.Places.anywhere(),
            Set.of(),
            quick);
    private final Customer customer = new Customer(loop, media, Sounds.builtIn().desk());

    @AfterEach
    void close() {
        customer.close();
        carrier.close();
        media.close();
        loop.close();
    }

    private Customer.Call talking() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        Customer.Call call = customer.call(carrier.exchange(), "16175550121", SHOWN, List.of(), null);
        assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        return call;
    }

    @Test
    void call_thatTheNetworkLoses_endsWithItsCause() throws Exception {
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.Lose()));
        Customer.Call call = talking();
        assertEquals(Result.DONE, carrier.act(ALEX, new Action.Lose()));
        assertEquals(41, call.hungUp.get(10, TimeUnit.SECONDS).cause());
        carrier.act(ALEX, new Action.Behave(Behaviour.DROPS));
        Customer.Call second = customer.anonymous(carrier.exchange(), "+16175550121");
        assertEquals(41, second.hungUp.get(10, TimeUnit.SECONDS).cause(), "by itself too");
    }

    @Test
    void phone_thatFallsSilent_sendsNothingAnyMore() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = talking();
            eyes.until(handset -> call.media().packetsHeard() > 10);
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.FallSilent()));
            long[] last = {-1};
            eyes.until(
                    handset -> { // it still hears the other side, which moves its meter
                        long now = call.media().packetsHeard();
                        boolean still = now == last[0];
                        last[0] = now;
                        return still;
                    });
            customer.hangUp(call);
            assertEquals(
                    State.IDLE,
                    eyes.until(handset -> handset.state() == State.IDLE).state());
        }
    }

    @Test
    void number_thatWasShown_isCalledBackAndKeptInEveryListOfTheCaller() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = talking();
            customer.hangUp(call);
            Handset idle = eyes.until(handset ->
                    handset.state() == State.IDLE && !handset.callLog().isEmpty());
            assertEquals("(617) 555-0180", idle.callsBack());
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.CallBack(false)));
            Customer.Incoming back = customer.incoming.poll(10, TimeUnit.SECONDS);
            assertEquals("+16175550180", back.called());
            assertEquals("sip:+16175550121@127.0.0.1", back.from());
            assertEquals("", back.privacy());
            eyes.until(handset -> handset.state() == State.TALKING && handset.level() > 1_000);
            customer.hangUp(back.call());
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertTrue(after.callLog().getFirst().startsWith("To (617) 555-0180, 14:03, "), after.toString());
            assertTrue(after.bill().getFirst().startsWith("Outgoing, (617) 555-0180, 14:03, "), after.toString());
            assertEquals("In the call log", after.footprints().get(1).place());
        }
    }

    @Test
    void ownNumber_canBeKeptFromWhomIsCalledBack() throws Exception {
        customer.hangUp(talking());
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            eyes.until(handset -> handset.state() == State.IDLE);
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.CallBack(true)));
            Customer.Incoming back = customer.incoming.poll(10, TimeUnit.SECONDS);
            assertEquals("sip:anonymous@anonymous.invalid", back.from());
            assertEquals("id", back.privacy());
            eyes.until(handset -> handset.state() == State.TALKING);
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.HangUp()));
            assertEquals(0, back.call().hungUp.get(10, TimeUnit.SECONDS).cause());
        }
    }

    @Test
    void privateCall_leavesNothingToCallBack() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
        assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.CallBack(false)), "it talks");
        customer.hangUp(call);
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            assertEquals(
                    "", eyes.until(handset -> handset.state() == State.IDLE).callsBack());
        }
        assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.CallBack(false)), "it was shown none");
    }
}
