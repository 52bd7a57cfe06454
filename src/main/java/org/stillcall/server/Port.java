package org.stillcall.server;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that a server of this configuration takes.
 *
 * @param key where the configuration says so
 */
record Port(Kind kind, InetAddress bind, int number, String key) {
    private static final int HTTPS_BACKLOG = 1;

    /** How it is taken. */
    enum Kind {
        UDP,
        TCP;

        /** In which of the kernel's tables it stands. */
        List<String> tables() {
            return switch (this) {
                case UDP -> List.of("udp", "udp6");
                case TCP -> List.of("tcp", "tcp6");
            };
        }
    }

    /** Whether it could be taken. */
    enum State {
        FREE,
        HELD,
        /** It may not be taken at all: no such address here, or a port for the system's administrator. */
        REFUSED
    }

    /** All but those that the system chooses. The many of callers' sound are not among them. */
    static List<Port> of(Settings settings) {
        List<Port> ports = new ArrayList<>();
        Settings.Sip sip = settings.sip();
        ports.add(new Port(
                Kind.TCP, settings.server().httpBind(), settings.server().httpPort(), "'http_port' in [server]"));
        ports.add(new Port(Kind.UDP, sip.bind(), sip.port(), "'port' in [sip]"));
        ports.add(new Port(Kind.TCP, sip.bind(), sip.port(), "'port' in [sip]"));
        sip.tls().ifPresent(tls -> ports.add(new Port(Kind.TCP, sip.bind(), tls.port(), "'tls_port' in [sip]")));
        ports.add(new Port(
                Kind.UDP,
                settings.media().engine().bind(),
                settings.media().browserPort(),
                "'browser_port' in [media]"));
        settings.keeping().console().https().ifPresent(https -> {
            ports.add(of(https.listen(), "'https' in [console]"));
            https.plainListen().ifPresent(place -> ports.add(of(place, "'plain_listen' in [console]")));
        });
        if (settings.turning() instanceof Turning.Here(var turn)) {
            turn.tcp().ifPresent(port -> ports.add(new Port(Kind.TCP, turn.bind(), port.local(), "[turn]")));
            turn.tls().ifPresent(port -> ports.add(new Port(Kind.TCP, turn.bind(), port.local(), "[turn]")));
        }
        ports.removeIf(port -> port.number == 0);
        return List.copyOf(ports);
    }

    private static Port of(InetSocketAddress place, String key) {
        return new Port(Kind.TCP, place.getAddress(), place.getPort(), key);
    }

    /** Takes it and gives it back. */
    State state() {
        try {
            switch (kind) {
                case UDP -> new DatagramSocket(new InetSocketAddress(bind, number)).close();
                case TCP -> new ServerSocket(number, HTTPS_BACKLOG, bind).close();
            }
            return State.FREE;
        } catch (BindException e) {
            return String.valueOf(e.getMessage()).contains("in use") ? State.HELD : State.REFUSED;
        } catch (IOException e) {
            return State.REFUSED;
        }
    }
}
