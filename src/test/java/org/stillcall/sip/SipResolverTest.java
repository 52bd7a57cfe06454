package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.xbill.DNS.Rcode;

/** RFC 3263 against a real name server socket, on a clock turned by hand. */
class SipResolverTest {
    private static final List<Transport> ALL = List.of(Transport.TLS, Transport.TCP, Transport.UDP);

    private final FakeLoop loop = new FakeLoop();
    private FakeNameServer dns;
    private SipResolver resolver;

    @BeforeEach
    void open() throws IOException {
        dns = new FakeNameServer();
        resolver = SipResolver.at(List.of(dns.address()), loop, ALL, Randomness.seeded(3), Log.silent());
    }

    @AfterEach
    void close() throws Exception {
        resolver.close();
        dns.close();
    }

    private static SipResolver.Target domain(String host) {
        return new SipResolver.Target(host, 0, null, false);
    }

    private List<Hop> resolve(SipResolver.Target target) throws InterruptedException {
        AtomicReference<List<Hop>> answer = new AtomicReference<>();
        resolver.resolve(target, answer::set);
        assertNull(answer.get(), "never from within the call");
        while (answer.get() == null) {
            loop.awaitTask();
        }
        return answer.get();
    }

    private static List<String> text(List<Hop> hops) {
        return hops.stream()
                .map(hop -> hop.transport() + " "
                        + hop.address().getAddress().getHostAddress() + ":"
                        + hop.address().getPort() + (hop.serverName().isEmpty() ? "" : " " + hop.serverName()))
                .toList();
    }

    @Test
    void numericHost_asksNobody() throws Exception {
        assertEquals(List.of("UDP 192.0.2.1:5060"), text(resolve(domain("192.0.2.1"))));
        assertEquals(
                List.of("TLS 192.0.2.1:5061 192.0.2.1"),
                text(resolve(new SipResolver.Target("192.0.2.1", 0, Transport.UDP, true))));
        assertEquals(
                List.of("TCP 2001:db8:0:0:0:0:0:1:5070"),
                text(resolve(new SipResolver.Target("[2001:db8::1]", 5070, Transport.TCP, false))));
        assertEquals(0, dns.queries.get());
    }

    @Test
    void domain_withNaptr_choosesTheTransportItWants() throws Exception {
        dns.with("t.example 60 NAPTR 20 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.t.example.")
                .with("t.example 60 NAPTR 10 20 \"S\" \"SIP+D2T\" \"\" other.t.example.")
                .with("t.example 60 NAPTR 10 10 \"s\" \"SIP+D2S\" \"\" _sip._sctp.t.example.")
                .with("t.example 60 NAPTR 1 10 \"u\" \"SIP+D2U\" \"!.*!x!\" .")
                .with("other.t.example 60 SRV 0 0 5080 a.t.example.")
                .with("_sip._udp.t.example 60 SRV 0 0 5090 a.t.example.")
                .with("a.t.example 60 A 192.0.2.7")
                .with("a.t.example 60 AAAA 2001:db8::7");
        assertEquals(
                List.of("TCP 192.0.2.7:5080", "TCP 2001:db8:0:0:0:0:0:7:5080"), text(resolve(domain("T.example"))));
    }

    @Test
    void domain_withoutNaptr_takesTheFirstServiceWePrefer_andNeverMixes() throws Exception {
        dns.with("_sips._tcp.t.example 60 SRV 0 0 5061 a.t.example.")
                .with("_sip._udp.t.example 60 SRV 0 0 5060 a.t.example.")
                .with("a.t.example 60 A 192.0.2.7");
        assertEquals(List.of("TLS 192.0.2.7:5061 t.example"), text(resolve(domain("t.example"))));
        assertEquals(
                List.of("UDP 192.0.2.7:5060"),
                text(resolve(new SipResolver.Target("t.example", 0, Transport.UDP, false))));
        assertEquals(
                List.of("TLS 192.0.2.7:5061 t.example"),
                text(resolve(new SipResolver.Target("t.example", 0, Transport.UDP, true))));
    }

    @Test
    void domain_withAddressesOnly_getsTheDefaultPort() throws Exception {
        dns.with("t.example 60 A 192.0.2.1").with("t.example 60 A 192.0.2.2");
        assertEquals(List.of("UDP 192.0.2.1:5060", "UDP 192.0.2.2:5060"), text(resolve(domain("t.example"))));
        assertEquals(
                List.of("TLS 192.0.2.1:5061 t.example", "TLS 192.0.2.2:5061 t.example"),
                text(resolve(new SipResolver.Target("t.example", 0, null, true))));
    }

    @Test
    void port_given_skipsServices() throws Exception {
        dns.with("_sip._udp.t.example 60 SRV 0 0 5090 a.t.example.").with("t.example 60 A 192.0.2.1");
        assertEquals(
                List.of("UDP 192.0.2.1:5070"), text(resolve(new SipResolver.Target("t.example", 5070, null, false))));
    }

    @Test
    void alias_isFollowed() throws Exception {
        dns.with("t.example 60 CNAME real.example.").with("real.example 60 A 192.0.2.1");
        assertEquals(
                List.of("UDP 192.0.2.1:5070"), text(resolve(new SipResolver.Target("t.example", 5070, null, false))));
    }

    @Test
    void servers_ofLowerPriority_comeLater_andWeightsDecideWithinOne() throws Exception {
        dns.with("_sip._udp.t.example 60 SRV 20 0 5060 last.t.example.")
                .with("_sip._udp.t.example 60 SRV 10 30 5060 heavy.t.example.")
                .with("_sip._udp.t.example 60 SRV 10 10 5060 light.t.example.")
                .with("_sip._udp.t.example 60 SRV 10 0 5060 never.t.example.")
                .with("last.t.example 60 A 192.0.2.1")
                .with("heavy.t.example 60 A 192.0.2.2")
                .with("light.t.example 60 A 192.0.2.3")
                .with("never.t.example 60 A 192.0.2.4");
        int heavy = 0;
        int none = 0;
        for (int i = 0; i < 1_000; i++) {
            List<String> hops = text(resolve(new SipResolver.Target("t.example", 0, Transport.UDP, false)));
            assertEquals(4, hops.size());
            assertEquals("UDP 192.0.2.1:5060", hops.get(3));
            heavy += hops.getFirst().equals("UDP 192.0.2.2:5060") ? 1 : 0;
            none += hops.getFirst().equals("UDP 192.0.2.4:5060") ? 1 : 0;
        }
        assertTrue(heavy > 650 && heavy < 800, "heavy first " + heavy);
        assertTrue(none < 60, "weightless first " + none);
    }

    @Test
    void server_withoutAnAddress_isLeftOut() throws Exception {
        dns.with("_sip._udp.t.example 60 SRV 10 0 5060 gone.t.example.")
                .with("_sip._udp.t.example 60 SRV 20 0 5060 a.t.example.")
                .with("a.t.example 60 A 192.0.2.7");
        assertEquals(
                List.of("UDP 192.0.2.7:5060"),
                text(resolve(new SipResolver.Target("t.example", 0, Transport.UDP, false))));
    }

    @Test
    void service_thatIsDecidedlyNotThere_yieldsNothing() throws Exception {
        dns.with("_sip._udp.t.example 60 SRV 0 0 0 .").with("t.example 60 A 192.0.2.7");
        assertEquals(List.of(), resolve(new SipResolver.Target("t.example", 0, Transport.UDP, false)));
    }

    @Test
    void answer_isKeptForItsTimeToLive() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        assertEquals(List.of("UDP 192.0.2.1:5060"), text(resolve(target)));
        int queries = dns.queries.get();
        dns.forget();
        dns.with("t.example 60 A 192.0.2.2");
        loop.advance(59_000);
        assertEquals(List.of("UDP 192.0.2.1:5060"), text(resolve(target)));
        assertEquals(queries, dns.queries.get());
        loop.advance(2_000);
        assertEquals(List.of("UDP 192.0.2.2:5060"), text(resolve(target)));
    }

    @Test
    void nothing_isKeptForAShortTimeOnly() throws Exception {
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        assertEquals(List.of(), resolve(target));
        dns.with("t.example 60 A 192.0.2.2");
        assertEquals(List.of(), resolve(target));
        loop.advance(Limits.SIP_LOOKUP_AGAIN_MILLIS);
        assertEquals(List.of("UDP 192.0.2.2:5060"), text(resolve(target)));
    }

    @Test
    void failingServer_leavesWhatWasFoundInUse_forADay() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        List<String> found = List.of("UDP 192.0.2.1:5060");
        assertEquals(found, text(resolve(target)));
        dns.code = Rcode.SERVFAIL;
        loop.advance(61_000);
        assertEquals(found, text(resolve(target)));
        int queries = dns.queries.get();
        assertEquals(found, text(resolve(target)));
        assertEquals(queries, dns.queries.get(), "not asked again at once");
        loop.advance(Limits.SIP_LOOKUP_AGAIN_MILLIS);
        assertEquals(found, text(resolve(target)));
        awaitQueries(queries + 1); // the renewed look-up asks in the background
        loop.run();
        loop.advance(Limits.SIP_LOOKUP_STALE_MILLIS);
        assertEquals(List.of(), resolve(target));
        dns.code = Rcode.NOERROR;
        loop.advance(Limits.SIP_LOOKUP_AGAIN_MILLIS);
        assertEquals(found, text(resolve(target)));
    }

    @Test
    void lookupThatOutlivedItsTime_doesNotAnswerForTheNext() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        dns.holding = true;
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        List<List<Hop>> answers = new ArrayList<>();
        resolver.resolve(target, answers::add);
        awaitQueries(2); // A and AAAA
        loop.advance(Limits.SIP_LOOKUP_STALE_MILLIS);
        assertEquals(List.of(List.of()), answers);
        dns.code = Rcode.SERVFAIL;
        dns.release();
        resolver.resolve(target, answers::add); // before the loop hears of the first one's end
        loop.awaitTask();
        assertEquals(1, answers.size(), "the second waits for its own");
        awaitQueries(4);
        dns.code = Rcode.NOERROR;
        dns.release();
        while (answers.size() == 1) {
            loop.awaitTask();
        }
        assertEquals(List.of("UDP 192.0.2.1:5060"), text(answers.get(1)));
    }

    private void awaitQueries(int count) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (dns.queries.get() < count && System.nanoTime() < end) {
            Thread.onSpinWait(); // what was asked is asked by another thread
        }
        assertTrue(dns.queries.get() >= count);
    }

    @Test
    void failingServer_whereNothingWasFound_answersNothing() throws Exception {
        dns.code = Rcode.SERVFAIL;
        assertEquals(List.of(), resolve(domain("t.example")));
    }

    @Test
    void serverThatRefusesTheType_isAskedForAddresses() throws Exception {
        dns.code = Rcode.NOTIMP;
        assertEquals(List.of(), resolve(domain("t.example")));
    }

    @Test
    void silentServer_answersWithinTheLimit_withWhatWasFound() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        List<Hop> found = resolve(target);
        dns.silent = true;
        loop.advance(61_000);
        List<List<Hop>> answers = new ArrayList<>();
        resolver.resolve(target, answers::add);
        loop.advance(Limits.SIP_LOOKUP_MILLIS - 1);
        assertEquals(List.of(), answers);
        loop.advance(1);
        assertEquals(List.of(found), answers);
        resolver.resolve(target, answers::add);
        loop.run();
        assertEquals(List.of(found, found), answers, "the second does not wait");
    }

    @Test
    void questions_ofOneTarget_shareALookup() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        SipResolver.Target target = new SipResolver.Target("t.example", 5060, null, false);
        List<List<Hop>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            resolver.resolve(target, answers::add);
        }
        while (answers.size() < 100) {
            loop.awaitTask();
        }
        assertEquals(2, dns.queries.get()); // A and AAAA
    }

    @Test
    void secondServer_isAskedWhenTheFirstIsDown() throws Exception {
        dns.with("t.example 60 A 192.0.2.1");
        dns.code = Rcode.NOERROR;
        InetSocketAddress down;
        try (FakeNameServer gone = new FakeNameServer()) {
            down = gone.address();
        }
        try (SipResolver two =
                SipResolver.at(List.of(down, dns.address()), loop, ALL, Randomness.seeded(3), Log.silent())) {
            List<List<Hop>> answers = new ArrayList<>();
            two.resolve(new SipResolver.Target("t.example", 5060, null, false), answers::add);
            while (answers.isEmpty()) {
                loop.awaitTask();
            }
            assertEquals(List.of("UDP 192.0.2.1:5060"), text(answers.getFirst()));
        }
    }

    @Test
    void hostsFile_isReadWithTheSystemsServers() throws Exception {
        try (SipResolver system = SipResolver.system(loop, ALL, Randomness.seeded(3), Log.silent())) {
            List<List<Hop>> answers = new ArrayList<>();
            system.resolve(domain("localhost"), answers::add);
            while (answers.isEmpty()) {
                loop.awaitTask();
            }
            assertFalse(answers.getFirst().isEmpty());
            assertTrue(answers.getFirst().getFirst().address().getAddress().isLoopbackAddress());
        }
    }

    @Test
    void targets_beyondTheMost_pushTheOldestOut() throws Exception {
        dns.silent = true;
        for (int i = 0; i < Limits.SIP_DOMAINS + 5; i++) {
            resolver.resolve(new SipResolver.Target("a..b" + i, 5060, null, false), hops -> {});
        }
        assertEquals(Limits.SIP_DOMAINS, resolver.size());
    }

    @Test
    void host_thatIsNoName_yieldsNothing() throws Exception {
        assertEquals(List.of(), resolve(domain("a..b")));
        assertEquals(List.of(), resolve(domain("x".repeat(64) + ".example")));
        assertEquals(List.of(), resolve(domain("a:b")));
        assertThrows(IllegalArgumentException.class, () -> new SipResolver.Target("a", 65_536, null, false));
    }

    @Test
    void hop_checksTheNameThatWasAskedFor() throws Exception {
        dns.with("_sips._tcp.t.example 60 SRV 0 0 5061 machine.other.example.")
                .with("machine.other.example 60 A 192.0.2.7");
        Hop hop = resolve(domain("t.example")).getFirst();
        assertEquals(Hop.tls(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 5061), "t.example"), hop);
    }
}
