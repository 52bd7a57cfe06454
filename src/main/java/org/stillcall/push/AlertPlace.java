package org.stillcall.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the host wants to hear that something should be looked at: an address of their own choice, in a network of
 * theirs or outside. It prints its kind only.
 *
 * @param path with its query
 */
public record AlertPlace(boolean encrypted, String host, int port, String path) {
    private static final int MOST_CHARACTERS = 500;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

    /** Reads one; empty for what is none: HTTPS, or plain HTTP within this machine, without a user or a fragment. */
    public static Optional<AlertPlace> parse(String text) {
        boolean plain = text.length() <= MOST_CHARACTERS && text.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!plain) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            boolean encrypted = "https".equals(uri.getScheme());
            if (!encrypted && !("http".equals(uri.getScheme()) && THIS_MACHINE.contains(host))) {
                return Optional.empty();
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() < 0 ? encrypted ? HTTPS : HTTP : uri.getPort();
            return Optional.of(new AlertPlace(encrypted, host, port, path + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    String authority() {
        return port == (encrypted ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return "AlertPlace";
    }
}
