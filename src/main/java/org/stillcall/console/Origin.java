package org.stillcall.console;

import static org.stillcall.base.Contract.require;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillcall.certificate.Host;

/**
 * By which name browsers ask for this server: on plain HTTP a loopback name with its port, and, when the host
 * configured one, the address under which a reverse proxy shows it; on our own HTTPS the names and addresses of the
 * certificate. Stateless.
 *
 * @param configured {@code https://name} or {@code https://name:port}, in lower case
 * @param served the Host headers that our own HTTPS answers to, in lower case; none when we speak no HTTPS
 */
public record Origin(Optional<String> configured, Set<String> served) {
    private static final Pattern SHAPE =
            Pattern.compile("https://(?:[a-z0-9-]{1,63}\\.){0,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[0-9]{1,5})?");
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String LOCAL = "localhost";

    private static final int HTTPS_PORT = 443;

    public Origin {
        served = Set.copyOf(served);
        require(configured.map(Origin::isOrigin).orElse(true), "An origin is https://name or https://name:port.");
    }

    /** Without HTTPS of our own. */
    public Origin(Optional<String> configured) {
        this(configured, Set.of());
    }

    /**
     * With HTTPS of our own.
     *
     * @param port where it listens; a router may show another one, which then stands in {@code configured}
     */
    public static Origin served(String configured, Collection<? extends Host> hosts, int port) {
        int shown = URI.create(configured).getPort();
        Set<String> served = new HashSet<>();
        for (Host host : hosts) {
            served.add(host.text() + (port == HTTPS_PORT ? "" : ":" + port));
            served.add(host.text() + (shown < 0 || shown == HTTPS_PORT ? "" : ":" + shown));
        }
        return new Origin(Optional.of(configured), served);
    }

    /** The loopback interface only. */
    public static Origin local() {
        return new Origin(Optional.empty());
    }

    /** Whether this may be configured. */
    public static boolean isOrigin(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** A Host header that names this server, on plain HTTP. */
    boolean isOwnHost(@Nullable String host, int port) {
        return host != null && (isLoopback(host, port) || isProxied() && isConfiguredHost(host));
    }

    /** A Host header that names this server, on our own HTTPS. */
    boolean isServedHost(@Nullable String host) {
        return host != null && served.contains(host.toLowerCase(Locale.ROOT));
    }

    /**
     * Where a page that was asked for by this Host opens its WebSockets, for its content policy: older browsers do not
     * count them as {@code 'self'}. Empty for a host that is not ours.
     */
    Optional<String> sockets(@Nullable String host, int port) {
        if (host == null || !isOwnHost(host, port) && !isServedHost(host)) {
            return Optional.empty();
        }
        boolean secure = isServedHost(host) || isConfiguredHost(host);
        return Optional.of((secure ? "wss://" : "ws://") + host.toLowerCase(Locale.ROOT));
    }

    /** Whether a reverse proxy shows it: then the origin's requests come by plain HTTP. */
    private boolean isProxied() {
        return served.isEmpty();
    }

    boolean isConfiguredHost(@Nullable String host) {
        return host != null
                && configured
                        .map(origin -> URI.create(origin).getAuthority().equals(host.toLowerCase(Locale.ROOT)))
                        .orElse(false);
    }

    /** An Origin header of a page of ours, on our own HTTPS: only one origin has pages. */
    boolean isServedOrigin(String origin) {
        return configured.filter(origin::equals).isPresent();
    }

    /** An Origin header of a page of ours, on plain HTTP. */
    boolean isOwnOrigin(String origin, int port) {
        String scheme = "http://";
        return isProxied() && configured.filter(origin::equals).isPresent()
                || origin.startsWith(scheme) && isLoopback(origin.substring(scheme.length()), port);
    }

    private static boolean isLoopback(String host, int port) {
        String end = ":" + port;
        if (!host.endsWith(end)) {
            return port == 80 && NAMES.contains(host.toLowerCase(Locale.ROOT));
        }
        return NAMES.contains(host.substring(0, host.length() - end.length()).toLowerCase(Locale.ROOT));
    }

    /**
     * The one origin whose pages may use passkeys. An address such as 127.0.0.1 cannot have any (WebAuthn level 3,
     * section 5.1.2: the relying party is named by a domain).
     */
    String passkeys(int port) {
        return configured.orElse("http://" + LOCAL + (port == 80 ? "" : ":" + port));
    }

    /** The relying party's id: the domain alone. */
    String domain() {
        return configured.map(origin -> URI.create(origin).getHost()).orElse(LOCAL);
    }

    /** Whether the request came under the name that passkeys are bound to. */
    boolean isForPasskeys(@Nullable String host, int port) {
        if (host == null) {
            return false;
        }
        return configured.isPresent() ? isConfiguredHost(host) : passkeys(port).equals("http://" + host);
    }

    /**
     * Where the page should be asked for instead, because passkeys are bound to that name: from 127.0.0.1 to localhost,
     * from the certificate's other names and addresses to the first.
     */
    Optional<String> better(@Nullable String host, boolean secure, int port) {
        if (host == null) {
            return Optional.empty();
        }
        if (secure) {
            return isConfiguredHost(host) ? Optional.empty() : configured;
        }
        boolean named = host.toLowerCase(Locale.ROOT).startsWith(LOCAL);
        return configured.isEmpty() && !named ? Optional.of(passkeys(port)) : Optional.empty();
    }

    /** Whether cookies may be kept off plain HTTP. */
    boolean secure() {
        return configured.isPresent();
    }
}
