package org.stillcall.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Hand;
import org.stillcall.console.PracticeDesk.Handset;
import org.stillcall.console.PracticeDesk.Hold;
import org.stillcall.console.PracticeDesk.Result;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.console.PracticeDesk.Taking;
import org.stillcall.media.BrowserSettings;
import org.stillcall.media.MediaEngine;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.Prompts;
import org.stillcall.sip.SipLoop;

/** B3: a practice phone in the hand of a page, where the page lies, is late, or goes. */
@Timeout(60)
class PageHoldTest {
    private static final Label ALEX = new Label("alex");
    private static final byte[] NONSENSE = "v=0\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SipLoop loop = new SipLoop(Log.silent());
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final MediaEngine media = new MediaEngine(
            MediaSettings.of(here, here, 41_400, 41_599)
                    .with(BrowserSettings.of(List.of(new BrowserSettings.Address(here, here)), 41_399)),
            Randomness.secure(),
            Log.silent(),
            loop,
            System::nanoTime);
    private final PracticeCarrier carrier = new PracticeCarrier(
            new PracticeCarrier.Means(
                    loop, media, Prompts.builtIn(), Randomness.secure(), Log.silent(), Clock.systemUTC()),
            PracticeCarrier.Places.anywhere(),
            Set.of(),
            new Pace(20, 30, 5_000, 100, 60_000, 100, 20));
    private final Customer customer = new Customer(loop, media, Sounds.builtIn().desk());
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Hand hand = new Hand() {
        @Override
        public void answer(byte[] sdp) {
            told.add("answer");
        }

        @Override
        public void unusable() {
            told.add("unusable");
        }

        @Override
        public void over() {
            told.add("over");
        }
    };

    @AfterEach
    void close() {
        customer.close();
        carrier.close();
        media.close();
        loop.close();
    }

    private Hold take() {
        return assertInstanceOf(Taking.Taken.class, carrier.take(ALEX, hand)).hold();
    }

    private boolean inHand() {
        return carrier.handsets().stream().anyMatch(each -> each.name().equals(ALEX) && each.inHand());
    }

    @Test
    void phone_isInOneHandAtATime_andFreeAgainAfterwards() {
        assertInstanceOf(Taking.UnknownHandset.class, carrier.take(new Label("nobody"), hand));
        Hold hold = take();
        assertTrue(inHand());
        assertInstanceOf(Taking.InAnotherHand.class, carrier.take(ALEX, hand));
        hold.close();
        assertFalse(inHand());
        Hold next = take();
        hold.close(); // again: no other's hold is loosened by it
        assertTrue(inHand());
        next.close();
    }

    @Test
    void description_thatIsNone_isRefused_andNothingOpens() throws InterruptedException {
        Hold hold = take();
        hold.offer(NONSENSE, false);
        assertEquals("unusable", told.poll(10, TimeUnit.SECONDS));
        hold.offer(NONSENSE, true);
        assertEquals("unusable", told.poll(10, TimeUnit.SECONDS));
        hold.close();
        hold.offer(NONSENSE, false);
        hold.key('5');
        assertFalse(inHand());
        assertEquals("over", told.poll(10, TimeUnit.SECONDS));
        assertTrue(told.isEmpty());
    }

    @Test
    void phone_whosePageHasNoSoundYet_cannotBeAnsweredByAnybody() throws Exception {
        carrier.act(ALEX, new Action.Behave(Behaviour.ANSWERS));
        Hold hold = take();
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
            eyes.until(handset -> handset.state() == State.RINGING);
            assertEquals(Result.NOT_NOW, carrier.act(ALEX, new Action.Answer()));
            hold.close(); // its person went before they answered: it rings on, and by hand it can be answered
            Handset rings = eyes.until(handset -> !handset.inHand());
            assertEquals(State.RINGING, rings.state());
            assertEquals(Result.DONE, carrier.act(ALEX, new Action.Answer()));
            assertTrue(call.answered.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void phone_takenInATalk_losesItWithItsPage() throws Exception {
        try (Eyes eyes = new Eyes(carrier, "alex")) {
            Customer.Call call = customer.anonymous(carrier.exchange(), "+16175550121");
            eyes.until(handset -> handset.state() == State.RINGING);
            carrier.act(ALEX, new Action.Answer());
            assertTrue(call.answered.get(10, TimeUnit.SECONDS));
            Hold hold = take();
            hold.close();
            Handset after = eyes.until(handset -> handset.state() == State.IDLE);
            assertEquals("TALKED", after.last().ending());
            assertEquals(1, after.last().calls());
            assertEquals(0, call.hungUp.get(10, TimeUnit.SECONDS).cause());
        }
    }
}
