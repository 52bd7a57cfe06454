package org.stillcall.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Proofs;
import org.stillcall.certificate.Renewals;
import org.stillcall.certificate.Shown;
import org.stillcall.certificate.Trouble;
import org.stillcall.console.DeskMeans.SyncedPasskeys;

/** A real server with a real store that speaks HTTPS under an authority of its own, with two clocks to turn. */
final class SecureRig implements AutoCloseable {
    static final String NAME = "notes.home.arpa";

    final Path folder;
    final AtomicReference<Instant> time;
    final OwnAuthority authority;
    final Shown shown;
    final Renewals renewals;
    final DeskRig desk;
    final int port;
    final SSLContext trusting;
    final HttpClient http;

    /** By name and address. */
    SecureRig() {
        this("localhost", NAME, "127.0.0.1");
    }

    SecureRig(String... names) {
        this(Instant.now(), names);
    }

    /** On a clock that is turned back or forward from the first moment. */
    SecureRig(Instant begin, String... names) {
        time = new AtomicReference<>(begin);
        List<Host> hosts = List.of(names).stream()
                .map(name -> Host.read(name).orElseThrow())
                .toList();
        try {
            folder = Files.createTempDirectory("secure");
            authority = OwnAuthority.open(folder.resolve("authority"), hosts, Randomness.secure(), time::get);
            shown = new Shown(hosts, new Proofs(), time::get);
            renewals = new Renewals(authority, shown, new Renewals.Means(time::get, Randomness.secure(), Log.silent()));
            renewals.tick();
            port = freePort();
            Origin origin = Origin.served("https://" + names[0] + ":" + port, hosts, port);
            InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port);
            List<Gauge> figures = List.of(new Gauge("test_figure", "A figure.", 7));
            desk = new DeskRig(
                    SyncedPasskeys.REFUSE, origin, Optional.of(new ApiServer.Https(everywhere, shown, () -> figures)));
            trusting = trusting(authority.root());
            http = HttpClient.newBuilder()
                    .sslContext(trusting)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Trouble | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static SSLContext trusting(X509Certificate root) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    String origin() {
        return "https://localhost:" + port;
    }

    DeskBrowser browser() {
        return new DeskBrowser(origin(), http);
    }

    /** The root as a file for programs. */
    Path rootFile() throws IOException, GeneralSecurityException {
        String text = "-----BEGIN CERTIFICATE-----\n"
                + java.util.Base64.getMimeEncoder()
                        .encodeToString(authority.root().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(folder.resolve("root.pem"), text, StandardCharsets.US_ASCII);
    }

    /** A connection with its handshake done, under that name. */
    SSLSocket connect(String name) throws IOException {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** A bare connection from an address of this machine. */
    Socket connectFrom(String address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        return socket;
    }

    @Override
    public void close() {
        http.shutdownNow();
        renewals.close();
        desk.close();
    }
}
