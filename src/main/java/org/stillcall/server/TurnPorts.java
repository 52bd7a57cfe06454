package org.stillcall.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.certificate.Shown;
import org.stillcall.media.MediaEngine;
import org.stillcall.turn.IceServers;
import org.stillcall.turn.SharedSecretServers;
import org.stillcall.turn.TurnCounts;
import org.stillcall.turn.TurnException;
import org.stillcall.turn.TurnServer;

/**
 * How pages get through networks that let only TCP through.
 *
 * @param servers what each call's page is told
 * @param own our own server, if that is how
 */
record TurnPorts(IceServers servers, Optional<TurnServer> own) {
    /** No way at all. */
    static TurnPorts none() {
        return new TurnPorts(IceServers.none(), Optional.empty());
    }

    /**
     * Prepares it; no port is open yet.
     *
     * @throws StartException when it cannot be had
     */
    static TurnPorts prepare(Turning turning, MediaEngine media, Starter.Means means, Shutdown shutdown) {
        return switch (turning) {
            case Turning.Nowhere nowhere -> none();
            case Turning.Elsewhere elsewhere ->
                new TurnPorts(
                        shutdown.add(new SharedSecretServers(
                                elsewhere.urls(),
                                elsewhere.secret().read(),
                                means.randomness(),
                                InstantSource.system())),
                        Optional.empty());
            case Turning.Here here -> {
                if (media.browserAddresses().isEmpty()) {
                    throw new StartException("[turn] leads pages to the port of browsers, and there is none.");
                }
                TurnServer.Means turn =
                        new TurnServer.Means(means.randomness(), means.log(), InstantSource.system(), System::nanoTime);
                TurnServer server = shutdown.add(new TurnServer(here.settings(), media, turn));
                yield new TurnPorts(server, Optional.of(server));
            }
        };
    }

    /**
     * Opens the ports.
     *
     * @param shown the console's certificate
     * @throws StartException when one cannot be opened
     */
    void open(Optional<Shown> shown) {
        try {
            own.ifPresent(server -> server.open(shown));
        } catch (TurnException e) {
            throw new StartException(e.getMessage() == null ? "A port cannot be opened." : e.getMessage(), e);
        }
    }

    List<Gauge> figures() {
        return own.map(server -> figures(server.counts())).orElse(List.of());
    }

    private static List<Gauge> figures(TurnCounts counts) {
        List<Gauge> figures = new ArrayList<>();
        figures.add(
                new Gauge("stillcall_turn_connections", "Connections to our TURN server now.", counts.connections()));
        figures.add(new Gauge("stillcall_turn_allocations", "Relayed ways of pages now.", counts.allocations()));
        figures.add(new Gauge("stillcall_turn_allocated", "Relayed ways so far.", counts.allocated()));
        figures.add(new Gauge(
                "stillcall_turn_turned_away", "Connections that were one too many so far.", counts.turnedAway()));
        figures.add(new Gauge("stillcall_turn_late", "Connections ended for slowness so far.", counts.late()));
        figures.add(
                new Gauge("stillcall_turn_unproved", "Requests without right credentials so far.", counts.unproved()));
        figures.add(new Gauge(
                "stillcall_turn_forbidden", "Requests for another peer than ours so far.", counts.forbidden()));
        figures.add(new Gauge("stillcall_turn_malformed", "Messages that were none so far.", counts.malformed()));
        figures.add(new Gauge("stillcall_turn_dropped", "Packets lost for slowness so far.", counts.dropped()));
        return figures;
    }
}
