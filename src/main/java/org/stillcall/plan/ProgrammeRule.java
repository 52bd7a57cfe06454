package org.stillcall.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * What a programme allows. Each part may be missing (null) because the configuration lacks it or has it wrong; a
 * missing part never allows anything.
 *
 * @param identity missing: always hidden
 * @param safeTimes missing: no call
 * @param home the region whose dialling habits apply; missing: no call
 * @param countries the regions that may be called; missing: the home region only
 * @param surcharges the dear kinds of number that may be called; missing: none
 */
public record ProgrammeRule(
        Label label,
        @Nullable IdentityRule identity,
        @Nullable SafeTimes safeTimes,
        @Nullable Region home,
        @Nullable Set<Region> countries,
        @Nullable Set<Surcharge> surcharges) {
    public ProgrammeRule {
        countries = countries == null ? null : Set.copyOf(countries);
        surcharges = surcharges == null ? null : Set.copyOf(surcharges);
    }

    /** What the call will show: hidden unless the rule, the request and the lines all allow more. */
    public Identity shows(Identity asked) {
        return asked == Identity.SHOWN && identity == IdentityRule.DIRECT_ALLOWED ? Identity.SHOWN : Identity.HIDDEN;
    }

    boolean allows(Region region) {
        return countries == null ? region.equals(home) : countries.contains(region);
    }

    boolean allows(Surcharge surcharge) {
        return surcharges != null && surcharges.contains(surcharge);
    }
}
