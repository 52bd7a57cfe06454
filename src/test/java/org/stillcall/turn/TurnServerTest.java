package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.media.Stun;

/** What a client with credentials gets, what one without does, and that there is but one peer. Serves B2, G4. */
class TurnServerTest {
    private static final int UDP = 17 << 24;
    private static final InetSocketAddress PEER = TurnRig.PEER;

    private TurnRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new TurnRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private static List<Integer> attributes(TurnClient client) {
        List<Integer> types = new ArrayList<>();
        client.answer.rewind();
        while (client.answer.next()) {
            types.add(client.answer.attributeType());
        }
        return types;
    }

    @Test
    void stranger_isAskedForCredentials_andToldNothingElse() throws IOException {
        TurnClient client = rig.client();
        client.send(client.begin(Turn.ALLOCATE, Stun.REQUEST).word(Turn.REQUESTED_TRANSPORT, UDP));
        assertEquals(Stun.UNAUTHENTICATED, client.answered(Turn.ALLOCATE));
        assertEquals(List.of(Stun.ERROR_CODE, Stun.REALM, Stun.NONCE), attributes(client));
        assertFalse(client.answer.signed());
        assertTrue(client.answer.find(Stun.REALM));
        assertEquals("turn", new String(client.answer.value(), StandardCharsets.US_ASCII));
        assertEquals(0, rig.server.counts().unproved(), "so begins everybody");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allocation_isMadeByRightCredentials(boolean sha256) throws IOException {
        TurnClient client = rig.client().with(rig.server.grant().orElseThrow());
        client.sha256 = sha256;
        assertEquals(0, client.allocate());
        assertTrue(client.answer.genuine(client.key()));
        assertTrue(client.answer.fingerprinted());
        assertTrue(client.answer.find(Turn.LIFETIME));
        assertEquals(600, client.answer.valueWord());
        assertTrue(client.answer.find(Turn.XOR_RELAYED_ADDRESS));
        InetSocketAddress relayed = client.answer.xorAddress();
        assertEquals(PEER.getAddress(), relayed.getAddress());
        assertTrue(relayed.getPort() >= 49_152);
        assertTrue(client.answer.find(Stun.XOR_MAPPED_ADDRESS));
        assertEquals(client.socket.getLocalSocketAddress(), client.answer.xorAddress());
        assertEquals(1, rig.server.counts().allocated());
    }

    @Test
    void credentials_nameNobody_andSayUntilWhenTheyAreGood() {
        IceServers.Grant grant = rig.server.grant().orElseThrow();
        long until = TurnRig.BEGIN.plusSeconds(600).getEpochSecond();
        assertTrue(grant.username().matches(until + ":[0-9a-f]{32}"), grant.username());
        assertEquals(28, grant.credential().bytes().length); // base64 of 20 bytes
        assertEquals(List.of("turn:notes.home.arpa:443?transport=tcp"), grant.urls());
        assertNotEquals(grant.username(), rig.server.grant().orElseThrow().username());
        assertFalse(grant.toString().contains(grant.username()));
    }

    @Test
    void wrongCredentials_areRefused() throws IOException {
        TurnClient client = rig.client().with(rig.server.grant().orElseThrow());
        String right = client.password;
        client.password = right.substring(1);
        assertEquals(Stun.UNAUTHENTICATED, client.allocate());
        assertEquals(1, rig.server.counts().unproved());
        client.password = right;
        String name = client.name;
        client.name = name + "0";
        assertEquals(Stun.UNAUTHENTICATED, client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP)));
        client.name = "";
        assertEquals(Stun.UNAUTHENTICATED, client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP)));
        client.name = name;
        client.realm = "other";
        assertEquals(Stun.UNAUTHENTICATED, client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP)));
        client.realm = "turn";
        assertEquals(0, client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP)));
    }

    @Test
    void halfCredentials_areABadRequest() throws IOException {
        TurnClient client = rig.client().with(rig.server.grant().orElseThrow());
        client.send(client.begin(Turn.ALLOCATE, Stun.REQUEST).integrity(client.key()));
        assertEquals(Stun.BAD_REQUEST, client.answered(Turn.ALLOCATE));
        assertFalse(client.answer.signed());
    }

    @Test
    void credentialsOfElevenMinutesAgo_beginNothing_butKeepWhatTheyBegan() throws IOException {
        IceServers.Grant grant = rig.server.grant().orElseThrow();
        TurnClient early = rig.client().with(grant);
        assertEquals(0, early.allocate());
        rig.skip(Duration.ofMinutes(9));
        assertEquals(0, early.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600)));
        rig.skip(Duration.ofMinutes(2));
        rig.server.tend();
        TurnClient late = rig.client().with(grant);
        assertEquals(Stun.UNAUTHENTICATED, late.allocate());
        assertEquals(Turn.STALE_NONCE, early.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600)));
        assertEquals(0, early.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600)));
        assertEquals(0, early.permit(PEER));
    }

    @Test
    void callOfHours_isKept() throws IOException {
        TurnClient client = rig.allocated();
        for (int i = 0; i < 60; i++) {
            rig.skip(Duration.ofMinutes(4));
            int answer = client.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600));
            if (answer == Turn.STALE_NONCE) {
                answer = client.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600));
            }
            assertEquals(0, answer);
            assertEquals(0, client.permit(PEER));
            rig.server.tend();
        }
        assertEquals(1, rig.server.counts().connections());
    }

    @Test
    void requestOfAnotherConnection_saidAgain_isStale() throws IOException {
        TurnClient client = rig.allocated();
        TurnClient thief = rig.client();
        thief.send(client.sent);
        assertEquals(Turn.STALE_NONCE, thief.answered(Turn.ALLOCATE));
        assertNotEquals(
                new String(client.nonce, StandardCharsets.US_ASCII),
                new String(thief.nonce, StandardCharsets.US_ASCII));
        thief.send(client.sent);
        assertEquals(Turn.STALE_NONCE, thief.answered(Turn.ALLOCATE));
        client.send(client.sent);
        assertEquals(Turn.MISMATCH, client.answered(Turn.ALLOCATE), "one allocation a connection");
    }

    @Test
    void request_forWhatThereIsNot_isRefused() throws IOException {
        TurnClient client = rig.client().with(rig.server.grant().orElseThrow());
        client.password = client.password + "x";
        client.allocate();
        client.password = client.password.substring(0, client.password.length() - 1);
        assertEquals(Stun.BAD_REQUEST, client.asked(Turn.ALLOCATE, it -> {}));
        assertEquals(
                Turn.TRANSPORT_NOT_SUPPORTED,
                client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, 6 << 24)));
        assertEquals(
                Turn.FAMILY_NOT_SUPPORTED,
                client.asked(
                        Turn.ALLOCATE,
                        it -> it.word(Turn.REQUESTED_TRANSPORT, UDP).word(Turn.REQUESTED_ADDRESS_FAMILY, 2 << 24)));
        assertEquals(
                Turn.FAMILY_NOT_SUPPORTED,
                client.asked(
                        Turn.ALLOCATE,
                        it -> it.word(Turn.REQUESTED_TRANSPORT, UDP).word(Turn.REQUESTED_ADDRESS_FAMILY, 9 << 24)));
        assertEquals(
                Turn.INSUFFICIENT_CAPACITY,
                client.asked(
                        Turn.ALLOCATE,
                        it -> it.word(Turn.REQUESTED_TRANSPORT, UDP).attribute(Turn.EVEN_PORT, new byte[1])));
        assertEquals(
                Stun.UNKNOWN_ATTRIBUTE,
                client.asked(
                        Turn.ALLOCATE,
                        it -> it.word(Turn.REQUESTED_TRANSPORT, UDP).flag(0x1a)));
        assertTrue(client.answer.find(Stun.UNKNOWN_ATTRIBUTES));
        assertArrayEquals(new byte[] {0, 0x1a}, client.answer.value());
        assertTrue(client.answer.genuine(client.key()));
        for (int method : new int[] {Turn.REFRESH, Turn.CREATE_PERMISSION, Turn.CHANNEL_BIND}) {
            assertEquals(Turn.MISMATCH, client.asked(method, it -> {}), "no allocation yet");
        }
        assertEquals(0, client.asked(Turn.ALLOCATE, it -> it.word(Turn.REQUESTED_TRANSPORT, UDP)));
        assertEquals(Stun.BAD_REQUEST, client.asked(Turn.CREATE_PERMISSION, it -> {}));
        assertEquals(Stun.BAD_REQUEST, client.bind(0x3fff, PEER));
        assertEquals(Stun.BAD_REQUEST, client.bind(0x5000, PEER));
        assertEquals(0, client.bind(0x4000, PEER));
        assertEquals(Stun.BAD_REQUEST, client.bind(0x4001, PEER), "it has another channel");
        assertEquals(0, client.bind(0x4000, PEER));
        client.with(rig.server.grant().orElseThrow());
        assertEquals(Turn.WRONG_CREDENTIALS, client.permit(PEER), "another call's");
    }

    @Test
    void datagrams_passBothWays() throws Exception {
        TurnClient client = rig.allocated();
        assertEquals(0, client.permit(PEER));
        client.indicate(PEER, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, rig.atPeer());
        TurnRig.Path path = rig.paths.getFirst();
        path.outlet.accept(new byte[] {4, 5});
        byte[] data = client.next();
        assertTrue(client.answer.read(data, 0, data.length));
        assertEquals(Stun.type(Turn.DATA_INDICATION, Stun.INDICATION), client.answer.type());
        assertTrue(client.answer.find(Turn.XOR_PEER_ADDRESS));
        assertEquals(PEER, client.answer.xorAddress());
        assertTrue(client.answer.find(Turn.DATA));
        assertArrayEquals(new byte[] {4, 5}, client.answer.value());

        assertEquals(0, client.bind(0x4abc, PEER));
        client.channel(0x4abc, new byte[] {6});
        client.channel(0x4abc, new byte[0]);
        client.channel(0x4abc, new byte[] {7, 8, 9, 10});
        assertArrayEquals(new byte[] {6}, rig.atPeer());
        assertArrayEquals(new byte[0], rig.atPeer());
        assertArrayEquals(new byte[] {7, 8, 9, 10}, rig.atPeer());
        path.outlet.accept(new byte[] {11, 12, 13});
        assertArrayEquals(new byte[] {0x4a, (byte) 0xbc, 0, 3, 11, 12, 13, 0}, client.next());
        assertEquals(1, rig.paths.size());
    }

    @Test
    void permission_endsAfterFiveMinutes() throws Exception {
        TurnClient client = rig.allocated();
        client.indicate(PEER, new byte[] {1}); // none yet
        assertEquals(0, client.permit(new InetSocketAddress(PEER.getAddress(), 0)), "the port does not matter");
        client.indicate(PEER, new byte[] {2});
        assertArrayEquals(new byte[] {2}, rig.atPeer());
        rig.skip(Duration.ofSeconds(301));
        client.indicate(PEER, new byte[] {3});
        rig.paths.getFirst().outlet.accept(new byte[] {9});
        assertEquals(0, client.permit(PEER));
        client.indicate(PEER, new byte[] {4});
        assertArrayEquals(new byte[] {4}, rig.atPeer());
        assertEquals(3, rig.server.counts().dropped());
    }

    @Test
    void allocation_endsUnlessRefreshed_orWhenGivenBack() throws IOException {
        TurnClient client = rig.allocated();
        assertEquals(0, client.permit(PEER));
        assertEquals(0, client.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 0)));
        assertTrue(client.answer.find(Turn.LIFETIME));
        assertEquals(0, client.answer.valueWord());
        assertTrue(rig.paths.getFirst().closed);
        assertEquals(Turn.MISMATCH, client.asked(Turn.REFRESH, it -> it.word(Turn.LIFETIME, 600)));
        TurnClient other = rig.allocated();
        assertEquals(0, other.permit(PEER));
        rig.skip(Duration.ofSeconds(601));
        rig.server.tend();
        assertTrue(other.ended());
        TurnRig.await(() -> rig.paths.get(1).closed);
    }

    @Test
    void withdrawing_endsEveryConnectionOfTheCallAtOnce_andNoOther() throws IOException {
        IceServers.Grant grant = rig.server.grant().orElseThrow();
        TurnClient first = rig.client().with(grant);
        TurnClient second = rig.client().with(grant);
        TurnClient other = rig.allocated();
        assertEquals(0, first.allocate());
        assertEquals(0, second.allocate());
        assertEquals(0, first.permit(PEER));
        TurnClient late = rig.client().with(grant);
        grant.withdraw();
        grant.withdraw();
        assertTrue(first.ended());
        assertTrue(second.ended());
        TurnRig.await(() -> rig.paths.getFirst().closed);
        assertEquals(Stun.UNAUTHENTICATED, late.allocate());
        assertEquals(0, other.permit(PEER));
        assertArrayEquals(new byte[28], grant.credential().bytes());
    }

    @Test
    void allocationsOfOneCall_areBounded() throws IOException {
        IceServers.Grant grant = rig.server.grant().orElseThrow();
        for (int i = 0; i < TurnLimits.ALLOCATIONS_PER_PASS; i++) {
            assertEquals(0, rig.client().with(grant).allocate());
        }
        TurnClient one = rig.client().with(grant);
        assertEquals(Turn.QUOTA_REACHED, one.allocate());
        assertEquals(TurnLimits.ALLOCATIONS_PER_PASS, rig.server.counts().allocations());
    }

    @Test
    void grants_areBounded_andThoseNotUsedEnd() {
        for (int i = 0; i < TurnLimits.PASSES; i++) {
            assertTrue(rig.server.grant().isPresent());
        }
        assertEquals(Optional.empty(), rig.server.grant());
        rig.skip(TurnLimits.PASS);
        rig.server.tend();
        assertEquals(0, rig.server.grants());
        assertTrue(rig.server.grant().isPresent());
    }

    /** An open relay would reach these: us by other ports and names, the neighbours, everybody else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5060",
                "127.0.0.1:19999",
                "127.0.0.1:8090",
                "192.0.2.10:5060",
                "192.0.2.10:19998",
                "192.0.2.10:1",
                "192.0.2.11:19999",
                "0.0.0.0:19999",
                "0.0.0.0:0",
                "10.0.0.1:80",
                "172.16.0.1:443",
                "192.168.1.1:80",
                "169.254.169.254:80",
                "100.64.0.1:19999",
                "224.0.0.1:19999",
                "255.255.255.255:19999",
                "198.51.100.7:53",
                "::1:19999",
                ":::19999",
                "fd00::1:19999",
                "fe80::1:19999",
                "2001:db8::1:19999",
                "64:ff9b::c000:20a:19999",
            })
    void otherPeer_isRefused(String text) throws Exception {
        int colon = text.lastIndexOf(':');
        InetSocketAddress other = new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        boolean four = other.getAddress().getAddress().length == 4;
        int error = four ? Turn.FORBIDDEN : Turn.FAMILY_MISMATCH;
        TurnClient client = rig.allocated();
        assertEquals(error, client.permit(other));
        assertTrue(client.answer.genuine(client.key()));
        assertEquals(error, client.bind(0x4000, other));
        assertEquals(
                error,
                client.asked(
                        Turn.CREATE_PERMISSION,
                        it -> it.xorAddress(Turn.XOR_PEER_ADDRESS, PEER).xorAddress(Turn.XOR_PEER_ADDRESS, other)),
                "beside ours");
        assertEquals(List.of(), rig.paths);
        assertEquals(0, client.permit(PEER));
        client.indicate(other, new byte[] {1});
        client.channel(0x4000, new byte[] {2});
        client.indicate(PEER, new byte[] {3});
        assertArrayEquals(new byte[] {3}, rig.atPeer());
        assertEquals(0, rig.arrived.size());
    }

    /** Java takes an IPv4 address in IPv6's clothes for the former; it is none that this allocation has. */
    @Test
    void ourAddress_asAMappedOne_isRefused() throws Exception {
        TurnClient client = rig.allocated();
        byte[] value = new byte[20];
        value[1] = 2;
        int port = PEER.getPort() ^ 0x2112;
        value[2] = (byte) (port >>> 8);
        value[3] = (byte) port;
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(PEER.getAddress().getAddress(), 0, mapped, 12, 4);
        assertEquals(Stun.BAD_REQUEST, client.asked(Turn.CREATE_PERMISSION, message -> {
            byte[] masked = value.clone();
            for (int i = 0; i < 16; i++) {
                masked[4 + i] = (byte) (mapped[i] ^ message.data()[4 + i]);
            }
            message.attribute(Turn.XOR_PEER_ADDRESS, masked);
        }));
        assertEquals(List.of(), rig.paths);
    }

    @Test
    void bothFamilies_haveTheirOwnPeers() throws Exception {
        InetSocketAddress six = new InetSocketAddress("2001:db8::10", 19_999);
        try (TurnRig both = new TurnRig(Optional.empty(), List.of(PEER, six))) {
            TurnClient client = both.client().with(both.server.grant().orElseThrow());
            client.password += "x";
            client.allocate();
            client.password = client.password.substring(0, 28);
            assertEquals(
                    0,
                    client.asked(
                            Turn.ALLOCATE,
                            it -> it.word(Turn.REQUESTED_TRANSPORT, UDP).word(Turn.REQUESTED_ADDRESS_FAMILY, 2 << 24)));
            assertEquals(Turn.FAMILY_MISMATCH, client.permit(PEER));
            assertEquals(0, client.permit(six));
            client.indicate(six, new byte[] {1});
            assertArrayEquals(new byte[] {1}, both.atPeer());
            assertEquals(
                    Turn.FAMILY_MISMATCH,
                    client.asked(Turn.REFRESH, it -> it.word(Turn.REQUESTED_ADDRESS_FAMILY, 1 << 24)));
        }
    }

    @Test
    void bindingRequest_isAnsweredByTheStandard() throws IOException {
        TurnClient client = rig.client();
        client.send(client.begin(Stun.BINDING, Stun.REQUEST));
        assertEquals(0, client.answered(Stun.BINDING));
        assertEquals(List.of(Stun.XOR_MAPPED_ADDRESS), attributes(client));
    }

    @Test
    void externalServer_getsTimedCredentialsByTheSharedSecret() throws Exception {
        byte[] secret = "a shared secret".getBytes(StandardCharsets.US_ASCII);
        try (SharedSecretServers coturn = new SharedSecretServers(
                List.of("turns:turn.example.org:443?transport=tcp"),
                org.stillcall.base.Secret.of(secret.clone()),
                org.stillcall.base.Randomness.secure(),
                () -> TurnRig.BEGIN)) {
            IceServers.Grant grant = coturn.grant().orElseThrow();
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
            mac.init(new javax.crypto.spec.SecretKeySpec(secret, "HmacSHA1"));
            byte[] wanted = java.util.Base64.getEncoder()
                    .encode(mac.doFinal(grant.username().getBytes(StandardCharsets.US_ASCII)));
            assertArrayEquals(wanted, grant.credential().bytes());
            assertTrue(
                    grant.username().startsWith(TurnRig.BEGIN.plusSeconds(600).getEpochSecond() + ":"));
        }
    }
}
