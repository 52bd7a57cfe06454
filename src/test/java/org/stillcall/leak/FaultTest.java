package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.server.Excused;

/**
 * B8 in small: what comes from outside and what fails around the server ends no other call, and leaves no call, number,
 * port, thread or file handle behind.
 */
@Tag("leak")
class FaultTest {
    private static final String NEAR = "127.7.3.1";
    private static final String FAR = "127.9.3.1";
    private static final String STRANGER = "127.5.3.1";
    private static final long SEED = Long.getLong("leak.seed", System.nanoTime());
    private static final Duration FLOOD = Duration.ofSeconds(Integer.getInteger("flood.seconds", 10));
    private static final int PER_SECOND = 5_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
    private final Party stranger = new Party(STRANGER, 0);
    private final int port = Party.freePort(NEAR);

    @BeforeEach
    void keepQuiet() {
        trunk.talks = false;
    }

    @AfterEach
    void close() {
        trunk.close();
        stranger.close();
    }

    private Site site() {
        return new Site().phone("near", NEAR, port).trunk("far", FAR, trunk.port(), "");
    }

    private RawPhone phone(Server server) {
        return new RawPhone(NEAR, port, server.sip(), Speech.plain());
    }

    private static RawPhone.Dialog answered(RawPhone phone) {
        RawPhone.Dialog call = phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS));
        assertEquals(200, phone.answer(call));
        return call;
    }

    /** What a call must leave as it was. */
    private record Holdings(int handles, int threads, double ports, double leases) {
        static Holdings of(Server server) throws IOException {
            Map<String, Double> figures = server.metrics();
            return new Holdings(
                    server.handles(),
                    server.threads(),
                    figures.getOrDefault("stillcall_media_ports_free", -1.0),
                    figures.getOrDefault("stillcall_numbers_free", -1.0));
        }

        boolean noMoreThan(Holdings before) {
            return handles <= before.handles + 4
                    && threads <= before.threads + 2
                    && ports == before.ports
                    && leases == before.leases;
        }
    }

    private static Holdings warm(Server server, RawPhone phone) throws IOException {
        for (int i = 0; i < 5; i++) {
            assertEquals(200, phone.bye(answered(phone)));
        }
        assertTrue(server.idle(Duration.ofSeconds(5)));
        Holdings[] last = {Holdings.of(server)};
        boolean rested = Wait.until(
                Duration.ofSeconds(10),
                () -> { // ports rest for half a second after a call
                    Wait.pass(Duration.ofMillis(700));
                    Holdings now = Holdings.of(server);
                    boolean same = now.ports == last[0].ports;
                    last[0] = now;
                    return same;
                });
        assertTrue(rested, "ports come back for ever");
        return last[0];
    }

    private static void assertUnharmed(Server server, RawPhone phone, Holdings before) throws IOException {
        assertTrue(server.alive(), "the server is gone");
        assertTrue(server.idle(Duration.ofSeconds(10)), () -> "stuck\n" + server.metricsText());
        phone.drain();
        assertEquals(200, phone.bye(answered(phone)), "no call is possible any more");
        assertTrue(server.idle(Duration.ofSeconds(5)));
        boolean back =
                Wait.until(Duration.ofSeconds(20), () -> Holdings.of(server).noMoreThan(before));
        assertTrue(back, before + " became " + Holdings.of(server));
        assertTrue(!server.said().contains("Exception"), server.said());
    }

    @Test
    void malformed_datagramsDuringACall_harmNothing() throws Exception {
        try (Server server = Server.start(folder, site(), "");
                RawPhone phone = phone(server);
                Party trusted = new Party(NEAR, 0)) {
            Holdings before = warm(server, phone);
            RawPhone.Dialog call = answered(phone);
            Conversation talk = new Conversation(phone, call, trunk);
            String message = new String(trunk.messages().getFirst(), StandardCharsets.ISO_8859_1);
            InetSocketAddress media = Objects.requireNonNull(call.media);
            Thread toMedia = Thread.ofPlatform()
                    .start(() -> Flood.send(
                            new Party(STRANGER, 0),
                            media,
                            PER_SECOND / 5,
                            FLOOD,
                            () -> Flood.malformed(random, message)));
            Random other = new Random(SEED + 1);
            Thread known = Thread.ofPlatform()
                    .start(() -> Flood.send(
                            trusted, server.sip(), PER_SECOND / 5, FLOOD, () -> Flood.malformed(other, message)));
            Random third = new Random(SEED + 2);
            int sent = Flood.send(
                    stranger, server.sip(), PER_SECOND * 3 / 5, FLOOD, () -> Flood.malformed(third, message));
            toMedia.join();
            known.join();
            double loss = talk.loss();
            assertTrue(sent > PER_SECOND / 5 * FLOOD.toSeconds(), "sent only " + sent);
            assertTrue(loss < 0.01, "audio lost: " + loss + " of " + talk.sent() + ", seed " + SEED);
            assertEquals(200, phone.bye(call));
            assertUnharmed(server, phone, before);
        }
    }

    @Test
    void strangers_inALiveCall_areNotHeard() throws Exception {
        try (Server server = Server.start(folder, site(), "");
                RawPhone phone = phone(server)) {
            Holdings before = warm(server, phone);
            RawPhone.Dialog call = answered(phone);
            Conversation talk = new Conversation(phone, call, trunk);
            RawTrunk.FarCall far = Objects.requireNonNull(trunk.live());
            byte[] noise = Speech.plain().audio(Speech.plain().stream());
            java.util.Arrays.fill(noise, 12, noise.length, (byte) 0x55);
            for (InetSocketAddress media :
                    new InetSocketAddress[] {Objects.requireNonNull(call.media), trunk.media(far)}) {
                Flood.send(stranger, media, 500, Duration.ofMillis(500), () -> noise);
            }
            for (String method : new String[] {"BYE", "INVITE", "UPDATE", "CANCEL", "ACK", "PRACK", "INFO"}) {
                stranger.send(guess(method, far.invite, call.callId), server.sip());
                stranger.send(guess(method, far.invite, far.invite.callId()), server.sip());
            }
            Flood.send(
                    stranger, server.sip(), 2_000, Duration.ofSeconds(1), () -> guess("ACK", far.invite, call.callId));
            Flood.send(stranger, server.sip(), 1_000, Duration.ofSeconds(1), this::register);
            Flood.send(stranger, server.sip(), 1_000, Duration.ofSeconds(1), this::response);
            double loss = talk.loss();
            assertTrue(loss < 0.01, "audio lost: " + loss + " of " + talk.sent());
            boolean through = trunk.packets().stream()
                    .anyMatch(heard -> heard.bytes().length == 172 && heard.bytes()[50] == 0x55);
            assertTrue(!through, "a stranger was heard");
            for (byte[] got = stranger.receive(1); got != null; got = stranger.receive(1)) {
                assertTrue(got.length != 172, "a stranger was sent audio");
            }
            assertEquals(200, phone.bye(call), "a stranger ended the call");
            assertUnharmed(server, phone, before);
        }
    }

    /** A request for a dialog that is there, from somebody who has to guess its tags. */
    private byte[] guess(String method, SipText known, String callId) {
        return """
            %s sip:x@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP %s:%d;rport;branch=z9hG4bK%x
            Max-Forwards: 70
            From: <sip:a@b.example>;tag=%x
            To: %s;tag=%032x
            Call-ID: %s
            CSeq: 7 %s
            Contact: <sip:x@%s>
            Content-Length: 0

            """.formatted(
                        method,
                        STRANGER,
                        stranger.port(),
                        random.nextLong(),
                        random.nextLong(),
                        known.header("From").replaceAll(";tag=.*", ""),
                        random.nextLong() >>> 1,
                        callId,
                        method,
                        STRANGER)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] register() {
        return """
            REGISTER sip:127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP %1$s:%2$d;rport;branch=z9hG4bK%3$x
            Max-Forwards: 70
            From: <sip:desk@127.0.0.1>;tag=%3$x
            To: <sip:desk@127.0.0.1>
            Call-ID: %3$x
            CSeq: 1 REGISTER
            Contact: <sip:desk@%1$s:%2$d>
            Authorization: Digest username="desk", realm="127.0.0.1", nonce="%3$x", \
            uri="sip:127.0.0.1", response="%3$032x"
            Content-Length: 0

            """.formatted(STRANGER, stranger.port(), random.nextLong() >>> 1)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] response() {
        return """
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK%1$032x;rport
            From: <sip:a@b.example>;tag=%1$032x
            To: <sip:c@d.example>;tag=1
            Call-ID: %1$x
            CSeq: 1 INVITE
            Content-Length: 0

            """.formatted(random.nextLong() >>> 1).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void trunk_thatVanishesDuringACall_leavesNothing() throws Exception {
        try (Server server = Server.start(folder, site(), "");
                RawPhone phone = phone(server)) {
            warm(server, phone);
            RawPhone.Dialog call = answered(phone);
            trunk.close();
            assertEquals(200, phone.bye(call));
            assertTrue(server.idle(Duration.ofSeconds(5)), () -> "stuck\n" + server.metricsText());
            RawPhone.Dialog next = phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS));
            phone.cancel(next);
            assertTrue(phone.answer(next) >= 400, "a call without a trunk");
            assertTrue(server.idle(Duration.ofSeconds(5)), () -> "stuck\n" + server.metricsText());
            assertTrue(server.alive());
        }
    }

    @Test
    void phone_thatVanishesDuringACall_endsItForTheOtherSide() throws Exception {
        Site site = site().media("silence_seconds = 5");
        try (Server server = Server.start(folder, site, "")) {
            try (RawPhone phone = phone(server)) {
                RawPhone.Dialog call = answered(phone);
                phone.talk(call, Speech.plain().stream(), 5);
            }
            boolean ended = Wait.until(Duration.ofSeconds(12), () -> trunk.live() == null);
            assertTrue(ended, "the far side was never told");
            assertTrue(server.idle(Duration.ofSeconds(5)), () -> "stuck\n" + server.metricsText());
            try (RawPhone again = phone(server)) {
                assertEquals(200, again.bye(answered(again)));
            }
        }
    }

    @Test
    void name_serverThatDies_endsNoService() throws Exception {
        try (NameServer names = new NameServer(FAR)) {
            Site site = new Site()
                    .phone("near", NEAR, port)
                    .trunk(
                            "far",
                            "carrier.example",
                            trunk.port(),
                            Excused.weaker("trunk.far.transport", "trunk.far.media", "trunk.far.test_calls"));
            String option = "-Ddns.server=127.0.0.1:" + names.port();
            try (Server server = Server.start(folder, site, "", option);
                    RawPhone phone = phone(server)) {
                assertTrue(Wait.until(Duration.ofSeconds(5), () -> server.figure("stillcall_ready") == 1));
                Holdings before = warm(server, phone);
                assertTrue(names.asked() > 0, "another name server was asked");
                names.die();
                Wait.pass(Duration.ofMillis(1_200)); // longer than the answer was good for
                assertUnharmed(server, phone, before);
            }
        }
    }

    @Test
    void disk_thatIsFull_endsNoService() throws Exception {
        try (Server server = Server.start(folder, site(), "");
                RawPhone phone = phone(server)) {
            Holdings before = warm(server, phone);
            run("prlimit", "--pid", "" + server.pid(), "--fsize=0"); // from now on no file can be written to
            RawPhone.Dialog call = phone.invite(RawTrunk.number(RawTrunk.Manner.BUSY));
            assertTrue(phone.answer(call) >= 400);
            assertUnharmed(server, phone, before);
        }
    }

    /** A machine that gives the server a tenth of what it needs: stopped for most of the time. */
    @Test
    void overload_isRefusedEarlyAndPassesByItself() throws Exception {
        try (Server server = Server.start(folder, site(), "");
                RawPhone phone = phone(server)) {
            Holdings before = warm(server, phone);
            RawPhone.Dialog lasting = answered(phone);
            boolean refused = false;
            for (int i = 0; i < 12 && !refused; i++) {
                RawPhone.Dialog call = phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS));
                server.signal("-STOP");
                Wait.pass(Duration.ofMillis(900));
                server.signal("-CONT");
                int status = phone.answer(call);
                refused = status == 503;
                if (status == 200) {
                    assertEquals(200, phone.bye(call));
                }
            }
            assertTrue(refused, "never refused");
            boolean recovered = Wait.until(Duration.ofSeconds(5), () -> {
                RawPhone.Dialog call = phone.invite(RawTrunk.number(RawTrunk.Manner.ANSWERS));
                return phone.answer(call) == 200 && phone.bye(call) == 200;
            });
            assertTrue(recovered, "it refuses for ever");
            assertEquals(200, phone.bye(lasting), "a call in progress was lost");
            assertUnharmed(server, phone, before);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), String.join(" ", command));
    }
}
