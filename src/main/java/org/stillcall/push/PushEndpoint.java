package org.stillcall.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a browser is woken (RFC 8030 section 4): an address of its maker's, and a secret of that browser's. It prints
 * its kind only.
 *
 * @param path with its query
 */
public record PushEndpoint(String host, int port, String path) {
    private static final int MOST_CHARACTERS = 1_024;
    private static final int USUAL_PORT = 443;

    /** Reads one; empty for what is no such address: HTTPS alone, with a name, without a user or a fragment. */
    public static Optional<PushEndpoint> parse(String text) {
        boolean plain = text.length() <= MOST_CHARACTERS && text.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!plain) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean fits = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getRawPath().startsWith("/");
            if (!fits) {
                return Optional.empty();
            }
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
            return Optional.of(
                    new PushEndpoint(uri.getHost().toLowerCase(Locale.ROOT), port, uri.getRawPath() + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whose server it is (RFC 6454), as the token says it is for. */
    String audience() {
        return "https://" + authority();
    }

    String authority() {
        return port == USUAL_PORT ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return "PushEndpoint";
    }
}
