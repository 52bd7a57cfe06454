package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.sip.TrunkLine.State;

/** B1, P1: the line to a carrier, registered or by address. */
class TrunkLineTest {
    private static final Hop ONE = Hop.udp(new InetSocketAddress("203.0.113.1", 5060));
    private static final Hop TWO = Hop.udp(new InetSocketAddress("203.0.113.2", 5060));
    private static final Hop STREAM = Hop.tcp(new InetSocketAddress("203.0.113.3", 5060));

    private final FakeLoop loop = new FakeLoop();
    private final FakeRequests requests = new FakeRequests();
    private List<Hop> dns = List.of(ONE, TWO);
    private final TrunkLine line = line(600, 0, 1);

    private TrunkLine line(long registerSeconds, long pingSeconds, long seed) {
        TrunkLine.Settings settings = new TrunkLine.Settings(
                new Label("carrier"),
                new SipResolver.Target("carrier.example", 0, null, false),
                "carrier.example",
                "acct7",
                new Credential("acct7", Secret.of("secret".getBytes(StandardCharsets.US_ASCII))),
                registerSeconds,
                pingSeconds);
        TrunkLine.Outside outside = new TrunkLine.Outside(
                requests, (target, answer) -> loop.execute(() -> answer.accept(dns)), hop -> "192.0.2.10:5070");
        return new TrunkLine(settings, outside, loop, Randomness.seeded(seed), Log.silent());
    }

    private void start(TrunkLine line) {
        line.start();
        loop.run();
    }

    @Test
    void start_registers_andIsUpWhenGranted() {
        assertEquals(State.UNREGISTERED, line.state());
        start(line);
        OutgoingRequest request = requests.last().request();
        assertEquals(SipMethod.REGISTER, request.method());
        assertEquals("sip:carrier.example", request.requestUri());
        assertEquals("sip:acct7@carrier.example", request.to());
        assertEquals(ONE, request.hop());
        assertEquals("<sip:acct7@192.0.2.10:5070>;expires=600", requests.last().line(HeaderName.CONTACT));
        assertEquals(State.REGISTERING, line.state());
        assertFalse(line.up());
        loop.advance(50);
        requests.last()
                .answer(200, "Contact: <sip:other@192.0.2.9>;expires=9, <sip:acct7@192.0.2.10:5070>;expires=300");
        assertEquals(State.REGISTERED, line.state());
        assertEquals(50, line.since());
        assertTrue(line.up());
        assertEquals(List.of(ONE, TWO), line.route());
    }

    @Test
    void registration_isRefreshedInTime_withTheSameCallIdAndALaterCseq() {
        start(line);
        requests.last().answer(200, "Expires: 300");
        OutgoingRequest first = requests.last().request();
        loop.advance(239_999);
        assertEquals(1, requests.all.size());
        loop.advance(30_001);
        assertEquals(2, requests.all.size());
        OutgoingRequest second = requests.last().request();
        assertEquals(first.callId(), second.callId());
        assertTrue(second.cseq() > first.cseq() + 1); // the stack took the next for a challenge
        assertEquals(State.REGISTERED, line.state());
        requests.last().answer(200);
        assertTrue(line.up());
    }

    @Test
    void eachBoot_hasItsOwnCallId() {
        start(line);
        TrunkLine other = line(600, 0, 2);
        start(other);
        assertNotEquals(
                requests.all.getFirst().request().callId(),
                requests.last().request().callId());
    }

    @Test
    void firstPlaceSilent_secondIsTried_andComesFirstThen() {
        start(line);
        requests.last().silence();
        assertEquals(TWO, requests.last().request().hop());
        requests.last().answer(200);
        assertEquals(List.of(TWO, ONE), line.route());
        assertTrue(line.up());
    }

    @Test
    void allSilent_failsVisibly_andTriesAgainByItself() {
        start(line);
        requests.last().silence();
        requests.last().silence();
        assertEquals(State.FAILED, line.state());
        assertFalse(line.up());
        int before = requests.all.size();
        loop.advance(1_999);
        assertEquals(before, requests.all.size());
        loop.advance(2_001);
        assertEquals(before + 1, requests.all.size());
        assertEquals(ONE, requests.last().request().hop());
    }

    @Test
    void tooBrief_isAskedAgainAtOnce() {
        start(line);
        requests.last().answer(423, "Min-Expires: 1800");
        assertEquals(2, requests.all.size());
        assertEquals("1800", requests.last().line(HeaderName.EXPIRES));
    }

    @Test
    void wrongPassword_fails_andIsNotHammered() {
        start(line);
        requests.last().answer(401);
        assertEquals(State.FAILED, line.state());
        loop.advance(59_999);
        assertEquals(1, requests.all.size());
        loop.advance(60_001);
        assertEquals(2, requests.all.size());
    }

    @Test
    void busyTrunk_isLeftAloneAsLongAsItSays() {
        dns = List.of(ONE);
        start(line);
        requests.last().answer(503, "Retry-After: 100 (maintenance);duration=5");
        loop.advance(99_999);
        assertEquals(1, requests.all.size());
        loop.advance(100_001);
        assertEquals(2, requests.all.size());
    }

    @Test
    void grantRunsOut_whileRefreshesFail() {
        dns = List.of(ONE);
        start(line);
        requests.last().answer(200, "Expires: 60");
        loop.advance(54_000);
        requests.last().silence();
        assertEquals(State.REGISTERED, line.state());
        loop.advance(6_000);
        assertNotEquals(State.REGISTERED, line.state());
        assertFalse(line.up());
    }

    @Test
    void lostConnection_registersAnewSoon() {
        dns = List.of(STREAM);
        start(line);
        assertEquals(
                "<sip:acct7@192.0.2.10:5070;transport=tcp>;expires=600",
                requests.last().line(HeaderName.CONTACT));
        requests.last().answer(200);
        line.lost(ONE.by(3));
        assertTrue(line.up());
        line.lost(STREAM.by(3));
        assertFalse(line.up());
        loop.advance(4_000);
        assertEquals(2, requests.all.size());
        requests.last().answer(200);
        assertTrue(line.up());
    }

    @Test
    void dnsFindsNothing_lastPlacesAreKept() {
        start(line);
        requests.last().answer(200, "Expires: 60");
        dns = List.of();
        loop.advance(54_000);
        assertEquals(2, requests.all.size());
        assertEquals(List.of(ONE, TWO), line.route());
    }

    @Test
    void dnsNeverFoundAnything_failsAndAsksAgain() {
        dns = List.of();
        start(line);
        assertEquals(State.FAILED, line.state());
        assertEquals(0, requests.all.size());
        dns = List.of(ONE);
        loop.advance(4_000);
        assertEquals(1, requests.all.size());
    }

    @Test
    void stop_givesTheRegistrationBack() {
        start(line);
        requests.last().answer(200);
        List<String> done = new ArrayList<>();
        line.stop(() -> done.add("done"));
        assertEquals("0", requests.last().line(HeaderName.EXPIRES));
        assertEquals("<sip:acct7@192.0.2.10:5070>;expires=0", requests.last().line(HeaderName.CONTACT));
        assertEquals(State.UNREGISTERED, line.state());
        assertFalse(line.up());
        assertEquals(List.of(), done);
        requests.last().answer(200);
        loop.advance(2_000);
        assertEquals(List.of("done"), done);
        assertEquals(0, loop.timers());
    }

    @Test
    void stop_withoutAnswer_isDoneAfterASecond() {
        start(line);
        requests.last().answer(200);
        List<String> done = new ArrayList<>();
        line.stop(() -> done.add("done"));
        loop.advance(1_000);
        assertEquals(List.of("done"), done);
        requests.last().silence();
        assertEquals(List.of("done"), done);
        assertEquals(State.UNREGISTERED, line.state());
    }

    @Test
    void answerAfterStop_changesNothing() {
        start(line);
        FakeRequests.Sent late = requests.last();
        line.stop(() -> {});
        late.answer(200);
        assertEquals(State.UNREGISTERED, line.state());
    }

    @Test
    void byAddress_isUpUntilPingsFail_andAgainWhenOneIsAnswered() {
        TrunkLine byAddress = line(0, 30, 1);
        List<Boolean> changes = new ArrayList<>();
        byAddress.onChange(() -> changes.add(byAddress.up()));
        start(byAddress);
        assertTrue(byAddress.up());
        assertEquals(SipMethod.OPTIONS, requests.last().request().method());
        requests.last().answer(404);
        loop.advance(30_000);
        requests.last().silence();
        loop.advance(5_000);
        assertEquals(TWO, requests.last().request().hop());
        requests.last().silence();
        assertTrue(byAddress.up());
        loop.advance(5_000);
        requests.last().silence();
        assertFalse(byAddress.up());
        loop.advance(5_000);
        assertEquals(TWO, requests.last().request().hop());
        requests.last().answer(200);
        assertTrue(byAddress.up());
        assertEquals(List.of(TWO, ONE), byAddress.route());
        assertEquals(List.of(true, false, true), changes);
        assertEquals(State.UNREGISTERED, byAddress.state());
    }

    @Test
    void ping_answered503_isDownAsLongAsItSays() {
        TrunkLine byAddress = line(0, 30, 1);
        start(byAddress);
        requests.last().answer(503, "Retry-After: 120");
        assertFalse(byAddress.up());
        loop.advance(119_999);
        assertEquals(1, requests.all.size());
        loop.advance(1);
        requests.last().answer(200);
        assertTrue(byAddress.up());
    }

    @Test
    void stop_endsPings() {
        TrunkLine byAddress = line(0, 30, 1);
        start(byAddress);
        requests.last().answer(200);
        byAddress.stop(() -> {});
        loop.advance(100_000);
        assertEquals(1, requests.all.size());
        assertEquals(0, loop.timers());
    }
}
