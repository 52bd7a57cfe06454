package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** B1: desk phones register; RFC 3261 section 10.3. */
class RegistrarTest {
    private static final Label DESK = new Label("desk");
    private static final Label FIXED = new Label("fixed");
    private static final Hop SOURCE =
            Hop.udp(new InetSocketAddress("198.51.100.7", 40001)).by(3);

    private final FakeLoop loop = new FakeLoop();
    private final Randomness random = Randomness.seeded(5);
    private final Registrar registrar = new Registrar(accounts(), loop, random, Log.silent());
    private final List<Label> changes = new ArrayList<>();
    private int cseq;

    private Accounts accounts() {
        try {
            InetAddress place = InetAddress.getByName("2001:db8::5");
            return new Accounts(
                    "house.example",
                    List.of(),
                    List.of(new Accounts.PhoneAt(FIXED, "anna", place, 0, Transport.TCP)),
                    List.of(),
                    random);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Decision.Answer register(Hop source, String callId, int cseq, String... lines) {
        SipMessage request = Messages.sound(
                """
                REGISTER sip:house.example SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.5:5060;rport;branch=z9hG4bK1
                From: <sip:anna@house.example>;tag=1
                To: <sip:anna@house.example>
                Call-ID: %s
                CSeq: %d REGISTER
                %s
                Content-Length: 0

                """.formatted(callId, cseq, lines.length == 0 ? "Supported: x" : String.join("\n", lines)));
        return assertInstanceOf(Decision.Answer.class, registrar.register(DESK, "anna", request, source));
    }

    private Decision.Answer register(String... lines) {
        return register(SOURCE, "one", ++cseq, lines);
    }

    private static List<String> contacts(Decision.Answer answer) {
        assertEquals(200, answer.status());
        return answer.headers().stream().map(HeaderLine::value).toList();
    }

    @Test
    void contact_isKeptAndGivenBack_andCallsGoWhereItCameFrom() {
        Decision.Answer answer = register("Contact: \"Anna\" <sip:anna@10.0.0.5:5062;transport=udp>;q=0.5;expires=120");
        assertEquals(List.of("<sip:anna@10.0.0.5:5062;transport=udp>;expires=120"), contacts(answer));
        assertTrue(registrar.reachable(DESK));
        Contact contact = registrar.contacts(DESK).getFirst();
        assertEquals(new Target("anna", false, null, "10.0.0.5", 5062, ";transport=udp"), contact.target());
        assertEquals(SOURCE, contact.hop());
    }

    @Test
    void query_changesNothing() {
        register("Contact: <sip:anna@10.0.0.5>");
        loop.advance(1_000);
        assertEquals(List.of("<sip:anna@10.0.0.5>;expires=3599"), contacts(register()));
    }

    @Test
    void contact_endsWithItsTime_andTheListenerHears() {
        registrar.onChange(changes::add);
        register("Contact: <sip:anna@10.0.0.5>", "Expires: 60");
        loop.advance(59_999);
        assertTrue(registrar.reachable(DESK));
        loop.advance(1);
        assertFalse(registrar.reachable(DESK));
        assertEquals(List.of(), registrar.contacts(DESK));
        assertEquals(List.of(DESK, DESK), changes);
    }

    @Test
    void refresh_movesTheEnd_andTellsNobody() {
        register("Contact: <sip:anna@10.0.0.5>;expires=60");
        registrar.onChange(changes::add);
        loop.advance(50_000);
        register("Contact: <sip:anna@10.0.0.5>;expires=60");
        loop.advance(59_000);
        assertTrue(registrar.reachable(DESK));
        assertEquals(List.of(), changes);
        assertEquals(1, loop.timers());
    }

    @Test
    void tooShort_isRefusedWith423() {
        Decision.Answer answer = register("Contact: <sip:anna@10.0.0.5>;expires=59");
        assertEquals(423, answer.status());
        assertEquals(List.of(new HeaderLine(HeaderName.MIN_EXPIRES, "60")), answer.headers());
        assertFalse(registrar.reachable(DESK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7200", "280297596632815", "x"})
    void longer_orUnreadable_isGrantedAnHour(String seconds) {
        assertEquals(
                List.of("<sip:anna@10.0.0.5>;expires=3600"),
                contacts(register("Contact: <sip:anna@10.0.0.5>;expires=" + seconds)));
    }

    @Test
    void star_removesAll() {
        register("Contact: <sip:anna@10.0.0.5>, <sip:anna@10.0.0.6>");
        assertEquals(2, registrar.contacts(DESK).size());
        assertEquals(List.of(), contacts(register("Contact: *", "Expires: 0")));
        assertFalse(registrar.reachable(DESK));
        assertEquals(0, loop.timers());
    }

    @Test
    void star_withAnythingElse_isRefusedWith400() {
        assertEquals(400, register("Contact: *", "Expires: 10").status());
        assertEquals(400, register("Contact: *").status());
        assertEquals(
                400,
                register("Contact: *", "Contact: <sip:anna@10.0.0.5>", "Expires: 0")
                        .status());
    }

    @Test
    void zero_removesThatOne() {
        register("Contact: <sip:anna@10.0.0.5>, <sip:anna@10.0.0.6>");
        assertEquals(
                List.of("<sip:anna@10.0.0.6>;expires=3600"),
                contacts(register("Contact: <sip:anna@10.0.0.5>;expires=0")));
    }

    @Test
    void overtakenRequest_changesNothing() {
        register(SOURCE, "a", 5, "Contact: <sip:anna@10.0.0.5>");
        assertEquals(
                500,
                register(SOURCE, "a", 5, "Contact: <sip:anna@10.0.0.5>;expires=0")
                        .status());
        assertEquals(500, register(SOURCE, "a", 4, "Contact: *", "Expires: 0").status());
        assertTrue(registrar.reachable(DESK));
        assertEquals(
                200,
                register(SOURCE, "b", 1, "Contact: <sip:anna@10.0.0.5>;expires=0")
                        .status());
        assertFalse(registrar.reachable(DESK));
    }

    @Test
    void oneMoreThanTheLimit_dropsTheOldest() {
        for (int i = 0; i <= Limits.CONTACTS_PER_PHONE; i++) {
            register("Contact: <sip:anna@10.0.0." + i + ">");
        }
        List<Contact> contacts = registrar.contacts(DESK);
        assertEquals(Limits.CONTACTS_PER_PHONE, contacts.size());
        assertEquals(
                "10.0.0." + Limits.CONTACTS_PER_PHONE,
                contacts.getFirst().target().host());
        assertEquals("10.0.0.1", contacts.getLast().target().host());
        assertEquals(Limits.CONTACTS_PER_PHONE, loop.timers());
    }

    @Test
    void rebootedDevice_replacesItsOldContact() {
        register("Contact: <sip:anna@10.0.0.5:1111>;+sip.instance=\"<urn:uuid:0-1>\"");
        register("Contact: <sip:anna@10.0.0.5:2222>;+sip.instance=\"<urn:uuid:0-1>\"");
        assertEquals(1, registrar.contacts(DESK).size());
        assertEquals(2222, registrar.contacts(DESK).getFirst().target().port());
    }

    @Test
    void lostConnection_losesItsContacts() {
        Hop tcp = Hop.tcp(new InetSocketAddress("198.51.100.7", 40001));
        register(tcp.by(7), "a", 1, "Contact: <sip:anna@10.0.0.5;transport=tcp>");
        register(tcp.by(8), "b", 1, "Contact: <sip:anna@10.0.0.6;transport=tcp>");
        registrar.lost(tcp.by(9));
        registrar.lost(SOURCE);
        assertEquals(2, registrar.contacts(DESK).size());
        registrar.lost(tcp.by(7));
        assertEquals("10.0.0.6", registrar.contacts(DESK).getFirst().target().host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:anna@10.0.0.5?Route=x>",
                "<tel:+12025550147>",
                "<sip:an\"na@10.0.0.5>",
                "<sip:anna@10.0.0.5>, <mailto:x@y>"
            })
    void contactThatCannotBeCalled_isRefusedWith400(String contact) {
        assertEquals(400, register("Contact: " + contact).status());
        assertFalse(registrar.reachable(DESK));
    }

    @Test
    void somebodyElsesAddress_isRefusedWith403() {
        SipMessage request = Messages.sound("""
                REGISTER sip:house.example SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.5:5060;rport;branch=z9hG4bK1
                From: <sip:anna@house.example>;tag=1
                To: <sip:berta@house.example>
                Call-ID: x
                CSeq: 1 REGISTER
                Contact: <sip:anna@10.0.0.5>

                """);
        Decision decision = registrar.register(DESK, "anna", request, SOURCE);
        assertEquals(new Decision.Answer(403, List.of()), decision);
    }

    @Test
    void phoneWithoutRport_isCalledAtItsContactsPort() {
        SipMessage request = Messages.sound("""
                REGISTER sip:house.example SIP/2.0
                Via: SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bK1
                From: <sip:anna@house.example>;tag=1
                To: <sip:anna@house.example>
                Call-ID: x
                CSeq: 1 REGISTER
                Contact: <sip:anna@198.51.100.7:5062>

                """);
        registrar.register(DESK, "anna", request, SOURCE);
        Hop hop = registrar.contacts(DESK).getFirst().hop();
        assertEquals(Hop.udp(new InetSocketAddress("198.51.100.7", 5062)).by(3), hop);
    }

    @Test
    void phoneKnownByAddress_isAlwaysThere() {
        assertTrue(registrar.reachable(FIXED));
        Contact contact = registrar.contacts(FIXED).getFirst();
        assertEquals(new Target("anna", false, null, "[2001:db8:0:0:0:0:0:5]", 0, ";transport=tcp"), contact.target());
        assertEquals(5060, contact.hop().address().getPort());
        assertEquals(Transport.TCP, contact.hop().transport());
    }

    @Test
    void phoneBehindNat_isPinged_andLostWhenItFallsSilent() {
        FakeRequests requests = new FakeRequests();
        registrar.keepAlive(requests, "house.example", random);
        register("Contact: <sip:anna@10.0.0.5>");
        loop.advance(5_000);
        assertEquals(SipMethod.OPTIONS, requests.last().request().method());
        assertEquals("sip:anna@10.0.0.5", requests.last().request().requestUri());
        assertEquals(SOURCE, requests.last().request().hop());
        requests.last().answer(486);
        for (int i = 0; i < 3; i++) {
            loop.advance(25_000);
            assertEquals(i + 2, requests.all.size());
            assertTrue(registrar.reachable(DESK));
            requests.last().silence();
        }
        assertFalse(registrar.reachable(DESK));
        loop.advance(100_000);
        assertEquals(4, requests.all.size());
        assertEquals(0, loop.timers());
    }

    @Test
    void phoneThatNeverAnswersPings_staysForItsTime() {
        FakeRequests requests = new FakeRequests();
        registrar.keepAlive(requests, "house.example", random);
        register("Contact: <sip:anna@10.0.0.5>;expires=600");
        for (int i = 0; i < 10; i++) {
            loop.advance(25_000);
            requests.last().silence();
        }
        assertTrue(registrar.reachable(DESK));
    }

    @Test
    void phoneOnTheSameNetwork_isNotPinged() {
        FakeRequests requests = new FakeRequests();
        registrar.keepAlive(requests, "house.example", random);
        register("Contact: <sip:anna@198.51.100.7:40001>");
        loop.advance(60_000);
        assertEquals(0, requests.all.size());
    }
}
