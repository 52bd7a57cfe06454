package org.stillcall.media;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.Shown;
import org.stillcall.turn.IceServers;
import org.stillcall.turn.TurnCounts;
import org.stillcall.turn.TurnServer;
import org.stillcall.turn.TurnSettings;

/** A TURN server of ours beside an engine, and what a page needs in order to call through it and no other way. */
final class TurnForCalls implements AutoCloseable {
    final IceServers.Grant grant;
    final TurnSettings.Port port;
    private final TurnServer server;

    private TurnForCalls(MediaEngine engine, TurnSettings settings, Optional<Shown> shown) {
        TurnServer.Means means =
                new TurnServer.Means(Randomness.secure(), Log.silent(), InstantSource.system(), System::nanoTime);
        server = new TurnServer(settings, engine, means);
        server.open(shown);
        grant = server.grant().orElseThrow();
        port = settings.tls().or(settings::tcp).orElseThrow();
    }

    static TurnForCalls overTcp(MediaEngine engine, InetAddress at) throws IOException {
        Optional<TurnSettings.Port> port = Optional.of(freePort(at));
        return new TurnForCalls(
                engine, new TurnSettings(at, at.getHostAddress(), port, Optional.empty()), Optional.empty());
    }

    static TurnForCalls overTls(MediaEngine engine, String name, Shown shown) throws IOException {
        InetAddress at = RelayRig.LOOPBACK;
        Optional<TurnSettings.Port> port = Optional.of(freePort(at));
        return new TurnForCalls(engine, new TurnSettings(at, name, Optional.empty(), port), Optional.of(shown));
    }

    private static TurnSettings.Port freePort(InetAddress at) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, at)) {
            return new TurnSettings.Port(socket.getLocalPort(), socket.getLocalPort());
        }
    }

    /** For the page's connection, as JSON. */
    String configuration() throws IOException {
        String credential = new String(grant.credential().bytes(), StandardCharsets.US_ASCII);
        Map<String, Object> ice = Map.of("urls", grant.urls(), "username", grant.username(), "credential", credential);
        return new ObjectMapper().writeValueAsString(Map.of("iceTransportPolicy", "relay", "iceServers", List.of(ice)));
    }

    TurnCounts counts() {
        return server.counts();
    }

    @Override
    public void close() {
        server.close();
    }
}
