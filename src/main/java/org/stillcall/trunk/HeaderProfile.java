package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a trunk wants in the identity headers of a call that is withheld.
 *
 * @param privacy the values of the Privacy header; {@code id} is always among them
 */
public record HeaderProfile(AnonymousHost host, Asserted asserted, List<PrivacyToken> privacy) {
    /** What stands to the right of {@code anonymous@}. */
    public enum AnonymousHost {
        /** {@code anonymous.invalid}, RFC 3323 section 4.1.1.3. */
        INVALID,
        /** The trunk's own domain, for a trunk that insists. */
        TRUNK_DOMAIN
    }

    /** Whether the trunk wants to know a number of ours (RFC 3325); only a leased one may stand there. */
    public enum Asserted {
        NONE,
        PILOT_NUMBER
    }

    public HeaderProfile {
        require(privacy.contains(PrivacyToken.ID), "A withheld call asks for privacy of its id.");
        privacy = List.copyOf(EnumSet.copyOf(privacy));
    }

    /** What is sent unless the trunk needs something else. */
    public static HeaderProfile usual() {
        return new HeaderProfile(
                AnonymousHost.INVALID, Asserted.PILOT_NUMBER, List.copyOf(EnumSet.copyOf(usualPrivacy())));
    }

    private static Set<PrivacyToken> usualPrivacy() {
        return Set.of(PrivacyToken.ID, PrivacyToken.HEADER, PrivacyToken.SESSION, PrivacyToken.HISTORY);
    }
}
