package org.stillcall.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends push messages that are empty (RFC 8030 section 5): one connection each, to the address that was checked and no
 * other, and of the answer the status alone. A message waits for its device half a minute: who called has gone by then.
 */
public final class PushSender implements Pushes {
    private static final int STEP_MILLIS = 5_000;
    private static final int STATUS_CHARACTERS = 12; // "HTTP/1.1 201"
    private static final int SECONDS_TO_LIVE = 30;

    private final VapidKey key = VapidKey.made();
    private final String contact;
    private final Outside outside;
    private final SSLSocketFactory sockets;
    private final InstantSource clock;

    PushSender(String contact, Outside outside, SSLSocketFactory sockets, InstantSource clock) {
        this.contact = contact;
        this.outside = outside;
        this.sockets = sockets;
        this.clock = clock;
    }

    /** @param contact as push services want it: {@link #isContact} */
    public static Pushes of(String contact, InstantSource clock) {
        return new PushSender(contact, Outside.usual(), (SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
    }

    /** Whether that may stand there: an address of mail or of a page, by which the service finds somebody. */
    public static boolean isContact(String text) {
        boolean plain = text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
        return plain && text.length() <= 200 && text.matches("(mailto:[^@]+@[^@]+|https://.+)");
    }

    @Override
    public byte[] publicKey() {
        return key.publicKey();
    }

    @Override
    public Outcome send(PushEndpoint endpoint) {
        InetAddress address = outside.find(endpoint);
        if (address == null) {
            return Outcome.REFUSED;
        }
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, endpoint.port()), STEP_MILLIS);
            plain.setSoTimeout(STEP_MILLIS);
            try (SSLSocket secure = (SSLSocket) sockets.createSocket(plain, endpoint.host(), endpoint.port(), true)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                secure.getOutputStream().write(request(endpoint).getBytes(US_ASCII));
                secure.getOutputStream().flush();
                return outcome(secure.getInputStream());
            }
        } catch (IOException e) {
            return Outcome.FAILED; // its words name the service
        }
    }

    private String request(PushEndpoint endpoint) {
        return "POST " + endpoint.path() + " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\nTTL: "
                + SECONDS_TO_LIVE + "\r\nUrgency: high\r\nTopic: n\r\nContent-Length: 0\r\nAuthorization: "
                + key.authorization(endpoint, contact, clock.instant()) + "\r\nConnection: close\r\n\r\n";
    }

    private static Outcome outcome(InputStream in) throws IOException {
        String line = new String(in.readNBytes(STATUS_CHARACTERS), US_ASCII);
        if (!line.matches("HTTP/1\\.[01] [2-5]\\d\\d")) {
            return Outcome.FAILED;
        }
        int status = Integer.parseInt(line.substring(STATUS_CHARACTERS - 3));
        return switch (status / 100) {
            case 2 -> Outcome.TAKEN;
            case 4 -> status == 404 || status == 410 ? Outcome.GONE : status == 429 ? Outcome.FAILED : Outcome.REFUSED;
            case 3 -> Outcome.REFUSED; // no other place than the one that was checked
            default -> Outcome.FAILED;
        };
    }
}
