package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.TestCertificates.address;
import static org.stillcall.sip.TestCertificates.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.sip.TlsSettings.ClientCertificate;

/** G12: SIP over TLS on real sockets, with the JDK's sockets and OpenSSL's programs on the other side. */
@Timeout(60)
class TlsSocketTest {
    private static final String NAME = "trunk.example";

    @TempDir
    Path folder;

    private TestCertificates authority;
    private TestCertificates.Issued issued;
    private TlsSettings settings;
    private final List<Process> processes = new ArrayList<>();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestCertificates(folder, TestCertificates.Kind.P256);
        issued = authority.issue(dns(NAME), address("127.0.0.1"));
        settings = TlsSettings.load(
                Optional.of(authority.files(issued)), Optional.of(authority.anchor()), ClientCertificate.NOT_ASKED);
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        other.shutdownNow();
    }

    @Test
    void client_towardsAJdkSocket_talks() throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket) JdkSide.context(authority, Optional.of(issued))
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<String> heard = other.submit(() -> {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    return echo(socket);
                }
            });
            try (Line line = Line.connect(listener.getLocalPort(), TlsEndpoint.client(settings, "127.0.0.1"))) {
                line.until(line.ours.endpoint::established);
                line.say("hello\n");
                line.until(() -> line.ours.heard.toString().equals("heard hello\n"));
            }
            assertEquals("hello", heard.get());
        }
    }

    @Test
    void server_towardsAJdkSocket_talks() throws Exception {
        try (ServerSocketChannel listener = listen()) {
            Future<String> answer = other.submit(() -> {
                try (SSLSocket socket = (SSLSocket) JdkSide.context(authority, Optional.empty())
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(),
                                listener.socket().getLocalPort())) {
                    socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
                    return reader(socket).readLine();
                }
            });
            try (Line line = new Line(listener.accept(), TlsEndpoint.server(settings))) {
                line.until(() -> line.ours.heard.toString().equals("hello\n"));
                line.say("heard hello\n");
                line.until(answer::isDone);
            }
            assertEquals("heard hello", answer.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void client_towardsOpenssl_talks(String version) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TlsSettings.Identity files = authority.files(issued);
        Process openssl = openssl(
                "s_server",
                version,
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                files.chain().toString(),
                "-key",
                files.key().toString(),
                "-rev");
        BufferedReader said = openssl.inputReader(StandardCharsets.US_ASCII);
        for (String text = said.readLine(); !text.startsWith("ACCEPT"); text = said.readLine()) {
            assertTrue(openssl.isAlive());
        }
        try (Line line = Line.connect(port, TlsEndpoint.client(settings, NAME))) {
            line.until(line.ours.endpoint::established);
            line.say("hello\n");
            line.until(() -> line.ours.heard.toString().equals("olleh\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void server_towardsOpenssl_talksAndItsCertificateIsBelieved(String version) throws Exception {
        try (ServerSocketChannel listener = listen()) {
            Process openssl = openssl(
                    "s_client",
                    version,
                    "-quiet",
                    "-verify_return_error",
                    "-verify_hostname",
                    NAME,
                    "-CAfile",
                    authority.anchor().toString(),
                    "-connect",
                    "127.0.0.1:" + listener.socket().getLocalPort());
            try (Line line = new Line(listener.accept(), TlsEndpoint.server(settings));
                    OutputStream typed = openssl.getOutputStream()) {
                line.until(line.ours.endpoint::established);
                typed.write("hello\n".getBytes(StandardCharsets.US_ASCII));
                typed.flush();
                line.until(() -> line.ours.heard.toString().equals("hello\n"));
                line.say("heard hello\n");
                BufferedReader printed = openssl.inputReader(StandardCharsets.US_ASCII);
                skipTo("heard hello", printed);
            }
            assertTrue(openssl.waitFor(10, TimeUnit.SECONDS), "close_notify ended it");
        }
    }

    @Test
    void server_whenOpensslUpdatesTheKeys_goesOn() throws Exception {
        try (ServerSocketChannel listener = listen()) {
            String port = "127.0.0.1:" + listener.socket().getLocalPort();
            Process openssl = openssl("s_client", "-tls1_3", "-connect", port);
            BufferedReader printed = openssl.inputReader(StandardCharsets.US_ASCII);
            try (Line line = new Line(listener.accept(), TlsEndpoint.server(settings));
                    OutputStream typed = openssl.getOutputStream()) {
                line.until(line.ours.endpoint::established);
                typed.write("K\n".getBytes(StandardCharsets.US_ASCII)); // new keys, and ours asked for
                typed.flush();
                skipTo("KEYUPDATE", printed);
                typed.write("hello\n".getBytes(StandardCharsets.US_ASCII));
                typed.flush();
                line.until(() -> line.ours.heard.toString().equals("hello\n"));
                line.say("heard hello\n");
                line.say("and more\n");
                skipTo("heard hello", printed);
                skipTo("and more", printed);
            }
        }
    }

    private static void skipTo(String wanted, BufferedReader printed) throws IOException {
        String text = printed.readLine();
        while (text != null && !text.equals(wanted)) {
            text = printed.readLine();
        }
        assertEquals(wanted, text);
    }

    private Process openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String echo(SSLSocket socket) throws IOException {
        String text = reader(socket).readLine();
        socket.getOutputStream().write(("heard " + text + "\n").getBytes(StandardCharsets.US_ASCII));
        int end = socket.getInputStream().read();
        return end < 0 ? text : "more";
    }

    private static BufferedReader reader(SSLSocket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Our side on a blocking socket. */
    private static final class Line implements AutoCloseable {
        final Pipe.Ours ours;
        private final SocketChannel channel;

        Line(SocketChannel channel, TlsEndpoint endpoint) {
            this.channel = channel;
            this.ours = new Pipe.Ours(endpoint);
        }

        static Line connect(int port, TlsEndpoint endpoint) throws IOException {
            return new Line(
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), endpoint);
        }

        void say(String text) throws IOException {
            TlsEndpointTest.say(ours.endpoint, text);
            flush();
        }

        void flush() throws IOException {
            ByteBuffer bytes = ours.send();
            while (bytes.hasRemaining()) {
                int written = channel.write(bytes);
                assertTrue(written >= 0);
            }
        }

        void until(BooleanSupplier done) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocateDirect(2000);
            flush();
            while (!done.getAsBoolean()) {
                if (ours.endpoint.failure().equals(Optional.of(TlsEndpoint.Failure.CLOSED_BY_PEER))) {
                    return; // an orderly end: what was heard until then is looked at by the test
                }
                assertEquals(Optional.empty(), ours.endpoint.failure());
                int count = channel.read(bytes.clear());
                if (count < 0) {
                    return;
                }
                ours.receive(bytes.flip());
                flush();
            }
        }

        @Override
        public void close() throws IOException {
            ours.endpoint.close();
            try {
                flush();
            } catch (SocketException e) { // the other side left first
                assertTrue(ours.endpoint.pending() >= 0);
            }
            channel.close();
        }
    }
}
