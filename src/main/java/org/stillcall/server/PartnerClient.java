package org.stillcall.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.stillcall.base.Secret;
import org.stillcall.call.ProbePartner;

/** Asks another installation, by HTTPS, to expect a test call and to say what it saw. Threads may share it. */
final class PartnerClient implements ProbePartner {
    private static final Duration CONNECTS = Duration.ofSeconds(5);
    private static final Duration OPENS = Duration.ofSeconds(10);
    private static final Duration SAYS = Duration.ofSeconds(33);
    private static final int MOST_BYTES = 64 * 1024;

    private final ProbeHost host;
    private final HttpClient http;

    PartnerClient(ProbeHost host) {
        this.host = host;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECTS)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        host.authorities().ifPresent(file -> builder.sslContext(trusting(file)));
        this.http = builder.build();
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException(
                    "The file of 'partner_authorities_file' cannot be read as certificates in PEM.", e);
        }
    }

    @Override
    public void open(Consumer<Boolean> answer) {
        var _ = send("POST", OPENS)
                .whenComplete((told, failure) -> answer.accept(failure == null && told.statusCode() == 200));
    }

    @Override
    public void seen(Consumer<Optional<byte[]>> answer) {
        var _ = send("GET", SAYS)
                .whenComplete((told, failure) -> answer.accept(
                        failure == null && told.statusCode() == 200 ? Optional.of(told.body()) : Optional.empty()));
    }

    private CompletableFuture<HttpResponse<byte[]>> send(String method, Duration patience) {
        try (Secret secret = host.secret().read()) {
            HttpRequest request = HttpRequest.newBuilder(
                            host.address().resolve("/api/guests/" + host.name().text() + "/test-call"))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + new String(secret.bytes(), StandardCharsets.UTF_8))
                    .method(method, BodyPublishers.noBody())
                    .build();
            return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (StartException | IllegalArgumentException e) { // no secret, or none that a header may hold
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public String toString() {
        return "PartnerClient";
    }
}
