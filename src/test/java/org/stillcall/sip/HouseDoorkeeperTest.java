package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.sip.HouseDoorkeeper.Strangers;

/** B1: who may call and register, and that nobody learns who else may. */
class HouseDoorkeeperTest {
    private static final Label DESK = new Label("desk");
    private static final Hop SOURCE = Hop.udp(new InetSocketAddress("198.51.100.7", 40001));

    private final FakeLoop loop = new FakeLoop();
    private final Randomness random = Randomness.seeded(7);
    private final Accounts accounts = accounts();
    private final Registrar registrar = new Registrar(accounts, loop, random, Log.silent());
    private HouseDoorkeeper door = door(Strangers.SILENCE);

    private HouseDoorkeeper door(Strangers strangers) {
        HouseDoorkeeper.Policy policy = new HouseDoorkeeper.Policy(Set.of("house.example"), strangers);
        return new HouseDoorkeeper(accounts, registrar, policy, loop, random, Log.silent());
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Accounts accounts() {
        try {
            return new Accounts(
                    "house.example",
                    List.of(new Accounts.Phone(DESK, "anna", secret("correct horse"))),
                    List.of(new Accounts.PhoneAt(
                            new Label("fixed"), "", InetAddress.getByName("10.1.1.1"), 0, Transport.UDP)),
                    List.of(new Accounts.CarrierAt(
                            new Label("carrier"), InetAddress.getByName("203.0.113.1"), 5060, null)),
                    random);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static SipMessage request(String method, String host, String more) {
        return Messages.sound(
                """
                %s sip:house.example SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.5:5060;rport;branch=z9hG4bK1
                From: <sip:anna@house.example>;tag=1
                To: <sip:anna@house.example>
                Call-ID: x
                CSeq: 1 %s
                Contact: <sip:anna@10.0.0.5>
                %sContent-Length: 0

                """.replace("sip:house.example SIP", "sip:" + host + " SIP").formatted(method, method, more));
    }

    private static List<String> challenges(Decision decision) {
        Decision.Answer answer = assertInstanceOf(Decision.Answer.class, decision);
        assertEquals(401, answer.status());
        return answer.headers().stream().map(HeaderLine::value).toList();
    }

    private static String credentials(String challenge, String user, String password, String method, int count) {
        Block block = new BlockPool(4096, 1).take();
        SipWriter out = new SipWriter(block);
        assertTrue(DigestAnswer.write(
                out,
                Messages.slice(challenge),
                new Credential(user, secret(password)),
                SipMethod.valueOf(method),
                Messages.slice("sip:house.example"),
                count,
                "abc"));
        return "Authorization: " + Messages.text(new Slice(block.segment(), 0, out.length())) + "\n";
    }

    private String fresh(Hop source) {
        return challenges(door.admit(request("INVITE", "house.example", ""), source))
                .getFirst();
    }

    private Decision attempt(Hop source, String user, String password) {
        String with = credentials(fresh(source), user, password, "INVITE", 1);
        return door.admit(request("INVITE", "house.example", with), source);
    }

    @Test
    void carrierAndPhone_byAddress_areLetIn() {
        Hop carrier = Hop.udp(new InetSocketAddress("203.0.113.1", 5060));
        Hop phone = Hop.udp(new InetSocketAddress("10.1.1.1", 1234));
        assertEquals(
                new Decision.Admit(new Peer.Carrier(new Label("carrier"))),
                door.admit(request("INVITE", "elsewhere.example", ""), carrier));
        assertEquals(
                new Decision.Admit(new Peer.Phone(new Label("fixed"))),
                door.admit(request("INVITE", "elsewhere.example", ""), phone));
        Hop otherPort = Hop.udp(new InetSocketAddress("203.0.113.1", 5061));
        Hop otherWay = Hop.tcp(new InetSocketAddress("10.1.1.1", 1234));
        assertInstanceOf(Decision.Silence.class, door.admit(request("INVITE", "elsewhere.example", ""), otherPort));
        assertInstanceOf(Decision.Silence.class, door.admit(request("INVITE", "elsewhere.example", ""), otherWay));
    }

    @Test
    void stranger_whoAsksForNoHouseOfOurs_mayNotKnowUs() {
        Hop stranger = Hop.udp(new InetSocketAddress("198.51.100.7", 5060));
        Hop carrier = Hop.udp(new InetSocketAddress("203.0.113.1", 5060));
        assertFalse(door.mayKnowUs(request("OPTIONS", "elsewhere.example", ""), stranger));
        assertTrue(door.mayKnowUs(request("OPTIONS", "house.example", ""), stranger));
        assertTrue(door.mayKnowUs(request("OPTIONS", "elsewhere.example", ""), carrier));
    }

    @Test
    void carrier_registersNothing() {
        Hop carrier = Hop.udp(new InetSocketAddress("203.0.113.1", 5060));
        assertInstanceOf(Decision.Silence.class, door.register(request("REGISTER", "house.example", ""), carrier));
    }

    @Test
    void phoneByAddress_mayRegister() {
        Hop phone = Hop.udp(new InetSocketAddress("10.1.1.1", 1234));
        Decision.Answer answer =
                assertInstanceOf(Decision.Answer.class, door.register(request("REGISTER", "house.example", ""), phone));
        assertEquals(200, answer.status());
        assertEquals(phone, registrar.contacts(new Label("fixed")).getFirst().hop());
    }

    @Test
    void unknownSource_isChallengedWithBothAlgorithms_theStrongerFirst() {
        List<String> challenges = challenges(door.admit(request("INVITE", "house.example", ""), SOURCE));
        assertEquals(2, challenges.size());
        assertTrue(challenges.getFirst().contains("algorithm=SHA-256"));
        assertTrue(challenges.getLast().contains("algorithm=MD5"));
        assertFalse(challenges.getFirst().contains("stale"));
        assertNotEquals(challenges.getFirst(), fresh(SOURCE));
    }

    @ParameterizedTest
    @EnumSource(Strangers.class)
    void requestForAnotherHouse_isAStrangers(Strangers strangers) {
        door = door(strangers);
        Decision decision = door.admit(request("INVITE", "192.0.2.1", ""), SOURCE);
        assertEquals(
                strangers == Strangers.SILENCE ? new Decision.Silence() : new Decision.Answer(403, List.of()),
                decision);
        assertEquals(decision, door.register(request("REGISTER", "192.0.2.1", ""), SOURCE));
    }

    @Test
    void rightPassword_isLetIn_withEitherAlgorithm() {
        for (String challenge : challenges(door.admit(request("INVITE", "house.example", ""), SOURCE))) {
            String with = credentials(challenge, "anna", "correct horse", "INVITE", challenge.contains("MD5") ? 1 : 2);
            assertEquals(
                    new Decision.Admit(new Peer.Phone(DESK)),
                    door.admit(request("INVITE", "house.example", with), SOURCE));
        }
    }

    @Test
    void rightPassword_registers() {
        String challenge = challenges(door.register(request("REGISTER", "house.example", ""), SOURCE))
                .getFirst();
        String with = credentials(challenge, "anna", "correct horse", "REGISTER", 1);
        Decision.Answer answer = assertInstanceOf(
                Decision.Answer.class, door.register(request("REGISTER", "house.example", with), SOURCE));
        assertEquals(200, answer.status());
        assertTrue(registrar.reachable(DESK));
    }

    @Test
    void sameAnswerAgain_isRefusedAsStale() {
        String with = credentials(fresh(SOURCE), "anna", "correct horse", "INVITE", 1);
        assertInstanceOf(Decision.Admit.class, door.admit(request("INVITE", "house.example", with), SOURCE));
        Decision again = door.admit(request("INVITE", "house.example", with), SOURCE);
        assertTrue(challenges(again).getFirst().contains("stale=true"));
    }

    @Test
    void answerFromElsewhere_isRefusedAsStale() {
        String with = credentials(fresh(SOURCE), "anna", "correct horse", "INVITE", 1);
        Hop other = Hop.udp(new InetSocketAddress("198.51.100.8", 40001));
        Decision decision = door.admit(request("INVITE", "house.example", with), other);
        assertTrue(challenges(decision).getFirst().contains("stale=true"));
    }

    @Test
    void answerForAnotherMethodOrPlace_isRefused() {
        String with = credentials(fresh(SOURCE), "anna", "correct horse", "REGISTER", 1);
        assertEquals(
                2,
                challenges(door.admit(request("INVITE", "house.example", with), SOURCE))
                        .size());
        String right = credentials(fresh(SOURCE), "anna", "correct horse", "INVITE", 1);
        Decision moved = door.admit(
                request("INVITE", "house.example", right.replace("uri=\"sip:house", "uri=\"sip:louse")), SOURCE);
        assertEquals(2, challenges(moved).size());
        assertEquals(
                2,
                challenges(door.admit(request("INVITE", "other@house.example", right), SOURCE))
                        .size());
    }

    @Test
    void wrongPassword_andUnknownUser_areAnsweredAlike() {
        List<String> wrong = challenges(attempt(SOURCE, "anna", "battery staple"));
        List<String> unknown = challenges(attempt(SOURCE, "nobody", "battery staple"));
        List<String> empty = challenges(attempt(SOURCE, "", "battery staple"));
        for (int i = 0; i < 2; i++) {
            assertEquals(withoutNonce(wrong.get(i)), withoutNonce(unknown.get(i)));
            assertEquals(withoutNonce(wrong.get(i)), withoutNonce(empty.get(i)));
        }
    }

    private static String withoutNonce(String challenge) {
        return challenge.replaceAll("nonce=\"[0-9a-f]{48}\"", "nonce");
    }

    @Test
    void guessing_isThrottledAlikeForKnownAndUnknown() {
        Hop one = Hop.udp(new InetSocketAddress("198.51.100.1", 1));
        Hop two = Hop.udp(new InetSocketAddress("198.51.100.2", 1));
        assertEquals(attemptsUntilThrottled(one, "anna"), attemptsUntilThrottled(two, "nobody"));
        Decision.Answer answer = assertInstanceOf(Decision.Answer.class, attempt(one, "anna", "correct horse"));
        assertEquals(503, answer.status());
        assertEquals(HeaderName.RETRY_AFTER, answer.headers().getFirst().name());
        loop.advance(30_000);
        assertInstanceOf(Decision.Admit.class, attempt(one, "anna", "correct horse"));
    }

    private int attemptsUntilThrottled(Hop source, String user) {
        for (int i = 0; i < 100; i++) {
            Decision decision = attempt(source, user, "wrong" + i);
            if (decision instanceof Decision.Answer(int status, List<HeaderLine> _) && status == 503) {
                return i;
            }
        }
        throw new AssertionError("never throttled");
    }

    @Test
    void otherSchemes_otherRealms_andGarbage_areChallenged() {
        for (String line : List.of(
                "Authorization: Basic YTpi\n",
                "Authorization: Digest\n",
                "Authorization: Digest username=\"anna\", realm=\"elsewhere\", nonce=\"1\"\n",
                "Authorization: Digest username=\"anna\", realm=\"house.example\", algorithm=MD5-sess\n")) {
            assertEquals(
                    2,
                    challenges(door.admit(request("INVITE", "house.example", line), SOURCE))
                            .size());
        }
    }
}
