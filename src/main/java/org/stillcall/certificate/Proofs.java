package org.stillcall.certificate;

import static org.stillcall.base.Contract.check;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stillcall.base.Limits;

/**
 * What an authority may look at, while an order is in progress, to see that a name is this server's: a certificate in a
 * handshake (RFC 8737) or a text on port 80 (RFC 8555 section 8.3). Threads may share it.
 */
public final class Proofs {
    private final Map<String, Credential> handshakes = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    void show(Host.Name name, Credential certificate) {
        check(handshakes.size() < Limits.CERTIFICATE_NAMES, "There is one proof for each name.");
        handshakes.put(name.text(), certificate);
    }

    void show(String token, String authorization) {
        check(texts.size() < Limits.CERTIFICATE_NAMES, "There is one proof for each name.");
        texts.put(token, authorization);
    }

    void clear() {
        handshakes.clear();
        texts.clear();
    }

    boolean waiting() {
        return !handshakes.isEmpty();
    }

    Optional<Credential> handshake(String name) {
        return Optional.ofNullable(handshakes.get(name));
    }

    /** What {@code /.well-known/acme-challenge/TOKEN} answers. */
    public Optional<String> text(String token) {
        return Optional.ofNullable(texts.get(token));
    }
}
