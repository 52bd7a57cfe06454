package org.stillcall.leak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The trunk's ear for TLS, with certificates of an authority made for the test. */
final class TlsTrunk implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)");
    private static final char[] PASSWORD = "test".toCharArray();

    private final SSLServerSocket listening;
    private final RawTrunk trunk;

    TlsTrunk(Path folder, String address, RawTrunk trunk) throws IOException, GeneralSecurityException {
        this.trunk = trunk;
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem"
                        + " -days 2 -subj /CN=Root");
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout host.key -out host.pem"
                        + " -days 2 -subj /CN=host -CA root.pem -CAkey root.key"
                        + " -addext basicConstraints=critical,CA:FALSE"
                        + " -addext subjectAltName=IP:127.0.0.1,IP:" + address);
        openssl(folder, "pkcs12 -export -in host.pem -inkey host.key -out host.p12 -passout pass:test");
        Files.setPosixFilePermissions(folder.resolve("host.key"), PosixFilePermissions.fromString("rw-------"));
        KeyStore keys = KeyStore.getInstance(folder.resolve("host.p12").toFile(), PASSWORD);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName(address));
        Thread.ofVirtual().start(this::accept);
    }

    private static void openssl(Path folder, String arguments) throws IOException {
        Process process = new ProcessBuilder(("openssl " + arguments).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What the server's configuration needs for it, in the table {@code [sip]}. */
    static String settings() {
        return """
            tls_port = %d
            certificate_file = "host.pem"
            key_file = "host.key"
            authorities_file = "root.pem"
            """.formatted(Party.freePort("127.0.0.1"));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            RawTrunk.Way way = new RawTrunk.Way() {
                @Override
                public void send(byte[] message) {
                    try {
                        socket.getOutputStream().write(message);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public String via() {
                    return "TLS";
                }
            };
            byte[] message = next(socket.getInputStream());
            while (message.length > 0) {
                trunk.hear(message, way);
                message = next(socket.getInputStream());
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt(); // the server closed it, or this test did
        }
    }

    /** The next message on a stream (RFC 3261 section 18.3), or nothing at its end. */
    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a || message.size() == 4) {
            int one = in.read();
            if (one < 0) {
                return new byte[0];
            }
            message.write(one);
            last = last << 8 | one;
            if (message.size() == 4 && last == 0x0d0a0d0a) {
                message.reset(); // a keep-alive
            }
        }
        Matcher length = LENGTH.matcher(message.toString(StandardCharsets.ISO_8859_1));
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        message.writeBytes(in.readNBytes(body));
        return message.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
