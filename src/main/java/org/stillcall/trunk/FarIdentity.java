package org.stillcall.trunk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.plan.Identity;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;

/**
 * All that the far leg says about who calls. There is nothing else to say: a header that is not derived from this
 * record does not carry an identity.
 *
 * @param privacy the values of the Privacy header; empty for no header
 * @param asserted the number in P-Asserted-Identity (RFC 3325); null for no header
 * @param dialPrefix what is dialled before the number, which then goes without its plus sign; empty for none
 */
public record FarIdentity(
        FarFrom from, List<PrivacyToken> privacy, @Nullable PilotNumber asserted, String dialPrefix) {
    private static final String NOWHERE = "anonymous.invalid"; // RFC 3323 section 4.1.1.3

    /**
     * Composes it.
     *
     * @param lease the call's number; null when it has none
     * @param destination where the number is, if that is known
     * @return empty when the trunk cannot carry this call without showing or lacking something: then there is no call
     */
    public static Optional<FarIdentity> compose(
            Trunk trunk, ProgrammeRule rule, Identity asked, @Nullable Lease lease, @Nullable Region destination) {
        if (!trunk.fit()) {
            return Optional.empty();
        }
        return switch (trunk.identity()) {
            case IdentityStrategy.RestrictedByCarrier restricted -> hidden(trunk, lease, "");
            case IdentityStrategy.PrivacyHeaders headers ->
                shown(trunk, rule, asked, lease).or(() -> hidden(trunk, lease, ""));
            case IdentityStrategy.DialPrefix prefix ->
                shown(trunk, rule, asked, lease).or(() -> hidden(trunk, lease, prefix.code(destination)));
        };
    }

    private static Optional<FarIdentity> shown(Trunk trunk, ProgrammeRule rule, Identity asked, @Nullable Lease lease) {
        if (lease == null || rule.shows(asked) == Identity.HIDDEN) {
            return Optional.empty();
        }
        PilotNumber number = lease.number();
        CallerName name = asked == Identity.SHOWN ? lease.callerName() : null;
        FarFrom from = new FarFrom.Shown(number, name, trunk.address().host());
        boolean asserts = trunk.identity().headers().asserted() == HeaderProfile.Asserted.PILOT_NUMBER;
        return Optional.of(new FarIdentity(from, List.of(), asserts ? number : null, ""));
    }

    private static Optional<FarIdentity> hidden(Trunk trunk, @Nullable Lease lease, String dialPrefix) {
        HeaderProfile headers = trunk.identity().headers();
        PilotNumber asserted = switch (headers.asserted()) {
            case NONE -> null;
            case PILOT_NUMBER -> lease == null ? null : lease.number();
        };
        if (asserted == null && headers.asserted() == HeaderProfile.Asserted.PILOT_NUMBER) {
            return Optional.empty();
        }
        String host = switch (headers.host()) {
            case INVALID -> NOWHERE;
            case TRUNK_DOMAIN -> trunk.address().host();
        };
        return Optional.of(new FarIdentity(new FarFrom.Anonymous(host), headers.privacy(), asserted, dialPrefix));
    }

    /** Whether the survivor's phone is to show a number. */
    public boolean shows() {
        return from instanceof FarFrom.Shown;
    }

    @Override
    public String toString() {
        return "FarIdentity";
    }
}
