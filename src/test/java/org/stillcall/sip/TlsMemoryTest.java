package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.TestCertificates.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.MemoryScan;

/** G18: a number that crosses a TLS connection in both directions is not left in the process, open or closed. */
@Timeout(60)
class TlsMemoryTest {
    private static final String NUMBER = "12025550147";
    private static final String NAME = "trunk.example";
    private static final int MESSAGES = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TLSv1.2,client", "TLSv1.2,server", "TLSv1.3,client", "TLSv1.3,server"})
    void echo_ofANumber500Times_leavesNothingInMemory(String version, String part) throws Exception {
        assertEquals(List.of(), leftBehind(version, part, false));
    }

    @Test
    void scan_whenTheProcessMadeATextOfWhatItHeard_findsIt() throws Exception {
        assertFalse(leftBehind("TLSv1.3", "client", true).isEmpty());
    }

    private List<String> leftBehind(String version, String part, boolean leaky) throws Exception {
        TestCertificates authority = new TestCertificates(folder, TestCertificates.Kind.P256);
        TestCertificates.Issued issued = authority.issue(dns(NAME));
        TlsSettings.Identity files = authority.files(issued);
        SSLEngine engine = JdkSide.context(authority, Optional.of(issued)).createSSLEngine(NAME, 5061);
        engine.setUseClientMode(part.equals("server"));
        engine.setEnabledProtocols(new String[] {version});
        Process process = null;
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            process = MemoryScan.start(
                    TlsEcho.class,
                    "" + listener.socket().getLocalPort(),
                    part,
                    authority.anchor().toString(),
                    files.chain().toString(),
                    files.key().toString(),
                    NAME,
                    "" + leaky);
            MemoryScan scan = new MemoryScan().addNumber(NUMBER);
            List<String> open;
            try (SocketChannel channel = listener.accept()) {
                talk(channel, new Pipe.Jdk(engine));
                open = scan.in(process.pid());
            }
            String said = process.inputReader(StandardCharsets.US_ASCII).readLine();
            assertTrue(said.startsWith("echoed"), said);
            List<String> found = scan.in(process.pid());
            found.addAll(open);
            return found;
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private static void talk(SocketChannel channel, Pipe.Jdk jdk) throws IOException {
        byte[] message = ("INVITE sip:+" + NUMBER + "@trunk.example SIP/2.0\r\nTo: <sip:+" + NUMBER
                        + "@trunk.example>\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        for (int sent = 0; sent < MESSAGES; sent++) {
            jdk.say(message);
            flush(channel, jdk);
            while (jdk.heardBytes < (long) (sent + 1) * message.length) {
                assertTrue(channel.read(bytes.clear()) >= 0);
                jdk.receive(bytes.flip());
                flush(channel, jdk);
            }
        }
    }

    private static void flush(SocketChannel channel, Pipe.Jdk jdk) throws IOException {
        for (ByteBuffer out = jdk.send(); out.hasRemaining(); out = jdk.send()) {
            while (out.hasRemaining()) {
                assertTrue(channel.write(out) >= 0);
            }
        }
    }
}
