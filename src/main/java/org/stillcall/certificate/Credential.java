package org.stillcall.certificate;

import static org.stillcall.base.Contract.require;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A private key and the chain that vouches for it, leaf first. Immutable; prints nothing of either.
 *
 * @param chain at least the leaf
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {
    private static final int DNS_NAME = 2; // RFC 5280 section 4.2.1.6
    private static final int IP_ADDRESS = 7;

    public Credential {
        chain = List.copyOf(chain);
        require(!chain.isEmpty(), "A chain begins with a leaf.");
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public Instant begin() {
        return leaf().getNotBefore().toInstant();
    }

    public Instant end() {
        return leaf().getNotAfter().toInstant();
    }

    public Duration life() {
        return Duration.between(begin(), end());
    }

    /** Whether every certificate of the chain is in its time. */
    public boolean goodAt(Instant now) {
        return chain.stream()
                .allMatch(
                        certificate -> !now.isBefore(certificate.getNotBefore().toInstant())
                                && !now.isAfter(certificate.getNotAfter().toInstant()));
    }

    /** Whether the leaf names each of them (RFC 9525 section 6). */
    public boolean speaksFor(Collection<? extends Host> hosts) {
        return hosts.stream().allMatch(this::speaksFor);
    }

    private boolean speaksFor(Host host) {
        Collection<List<?>> names;
        try {
            names = Optional.ofNullable(leaf().getSubjectAlternativeNames()).orElse(List.of());
        } catch (CertificateParsingException e) {
            return false;
        }
        return names.stream()
                .anyMatch(entry -> entry.get(1) instanceof String text
                        && switch (host) {
                            case Host.Name name -> entry.get(0).equals(DNS_NAME) && matches(text, name.text());
                            case Host.Address address ->
                                entry.get(0).equals(IP_ADDRESS)
                                        && Host.read(text).equals(Optional.of(address));
                        });
    }

    /** A star stands for one whole label at the left (RFC 9525 section 6.3). */
    private static boolean matches(String pattern, String name) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return lower.equals(name)
                || lower.startsWith("*.") && dot > 0 && lower.substring(1).equals(name.substring(dot));
    }

    @Override
    public String toString() {
        return "Credential";
    }
}
