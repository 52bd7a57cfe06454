package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An address and port on this machine. Parties have addresses of their own in 127.0.0.0/8, as they would in the world:
 * the switch knows carriers and phones by them.
 */
record Place(String address, int port) {
    static final String SWITCH = "127.0.0.1";
    static final String PHONE = "127.0.0.10";
    static final String TRUNK = "127.0.0.20";
    static final String OTHER_TRUNK = "127.0.0.21";

    /** A place where nobody listens now, by UDP or TCP. */
    static Place free(String address) {
        for (int tries = 0; ; tries++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(address));
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getByName(address))) {
                return new Place(address, udp.getLocalPort());
            } catch (IOException e) {
                if (tries == 20) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Whether somebody listens there. */
    boolean taken() {
        String[] bytes = address.split("\\.");
        String line = String.format(
                Locale.ROOT,
                ": %02X%02X%02X%02X:%04X ",
                Integer.parseInt(bytes[3]),
                Integer.parseInt(bytes[2]),
                Integer.parseInt(bytes[1]),
                Integer.parseInt(bytes[0]),
                port);
        try {
            return Files.readString(Path.of("/proc/net/udp")).contains(line)
                    || Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                            .anyMatch(entry -> entry.contains(line) && entry.contains(" 00000000:0000 0A "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
