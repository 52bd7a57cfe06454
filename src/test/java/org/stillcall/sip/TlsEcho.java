package org.stillcall.sip;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Sends back whatever it is told over TLS, in a process of its own, and stays until its input ends. */
final class TlsEcho {
    private TlsEcho() {}

    /**
     * Arguments: the port to connect to, "server" or "client" for its part in the handshake, trust anchors, chain,
     * key, the
     * server's name, and whether to make a text of what it hears, which is what must be found.
     */
    public static void main(String[] arguments) throws Exception {
        TlsSettings settings = TlsSettings.load(
                Optional.of(new TlsSettings.Identity(Path.of(arguments[3]), Path.of(arguments[4]))),
                Optional.of(Path.of(arguments[2])),
                TlsSettings.ClientCertificate.NOT_ASKED);
        InetSocketAddress peer =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (SocketChannel channel = SocketChannel.open(peer);
                TlsEndpoint endpoint = arguments[1].equals("server")
                        ? TlsEndpoint.server(settings)
                        : TlsEndpoint.client(settings, arguments[5])) {
            echo(channel, endpoint, Boolean.parseBoolean(arguments[6]));
            flush(channel, endpoint);
        }
        int end = System.in.read();
        System.exit(end < 0 ? 0 : 1);
    }

    private static void echo(SocketChannel channel, TlsEndpoint endpoint, boolean leaky) throws IOException {
        MemorySegment heard = Arena.global().allocate(2048);
        ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
        int lengths = 0;
        while (endpoint.failure().isEmpty()) {
            flush(channel, endpoint);
            if (channel.read(bytes.clear()) < 0) {
                break;
            }
            bytes.flip();
            do {
                endpoint.receive(bytes);
                for (int n = endpoint.read(heard, 0, 2048); n > 0; n = endpoint.read(heard, 0, 2048)) {
                    lengths += leaky ? text(heard, n).length() : n;
                    endpoint.write(heard, 0, n);
                    heard.fill((byte) 0);
                }
            } while (bytes.hasRemaining());
        }
        System.out.println("echoed " + lengths);
    }

    private static String text(MemorySegment heard, int length) {
        return new String(heard.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    private static void flush(SocketChannel channel, TlsEndpoint endpoint) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(Math.max(1, endpoint.pending()));
        endpoint.drain(out);
        out.flip();
        while (out.hasRemaining()) {
            int written = channel.write(out);
            if (written < 0) {
                return;
            }
        }
    }
}
