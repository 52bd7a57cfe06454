package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * A carrier as configured.
 *
 * @param credentials the name under which its user and password are kept; null for a trunk known by address
 * @param priority the lowest is tried first
 * @param said what it answered about what becomes of its records
 */
public record Trunk(
        Label name,
        Address address,
        MediaSecurity media,
        @Nullable Label credentials,
        int priority,
        IdentityStrategy identity,
        CarrierRecord said) {
    /** Of a carrier that was never asked anything. */
    public Trunk(
            Label name,
            Address address,
            MediaSecurity media,
            @Nullable Label credentials,
            int priority,
            IdentityStrategy identity) {
        this(name, address, media, credentials, priority, identity, CarrierRecord.UNASKED);
    }

    /** Where it is; the host is its domain too. */
    public record Address(String host, int port, Transport transport) {
        public Address {
            require(isHost(host), "A trunk's host is a name or an address, without spaces or signs.");
            require(port >= 0 && port <= 65_535, "A port is 0 (look it up) to 65535.");
        }

        private static boolean isHost(String host) {
            if (host.isEmpty() || host.length() > 253) {
                return false;
            }
            return host.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || ".-:[]".indexOf(c) >= 0);
        }
    }

    /** How signalling travels. */
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    /** How sound travels. */
    public enum MediaSecurity {
        PLAIN,
        /** SRTP with keys in the session description (RFC 4568), or no call. */
        SDES
    }

    /** The same, where test calls decide whether a call may go by it. */
    public Trunk tested() {
        return identity instanceof IdentityStrategy.RestrictedByCarrier restricted
                ? new Trunk(
                        name,
                        address,
                        media,
                        credentials,
                        priority,
                        new IdentityStrategy.RestrictedByCarrier(restricted.headers(), true),
                        said)
                : this;
    }

    /** Whether it may carry a call of a survivor at all. */
    public boolean fit() {
        return identity.fit();
    }

    /**
     * Whether a call that was to go through {@code other} is protected at least as well here, its signalling and its
     * sound each for itself. Two trunks may each lack what the other has; then neither may stand in for the other.
     */
    public boolean sameProtectionOrBetter(Trunk other) {
        boolean signalling = encrypted(address.transport) || !encrypted(other.address.transport);
        boolean sound = media == MediaSecurity.SDES || other.media == MediaSecurity.PLAIN;
        return signalling && sound;
    }

    private static boolean encrypted(Transport transport) {
        return transport == Transport.TLS;
    }
}
