package org.stillcall.plan;

import java.time.Instant;
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
 * @param planned whether every call needs a survivor's contact plan
 * @param dropped what follows a drop of a call without a plan; missing: nothing
 * @param ends when what is weaker than the guide ends by itself (G24); null where nothing of it does
 */
public record ProgrammeRule(
        Label label,
        @Nullable IdentityRule identity,
        @Nullable SafeTimes safeTimes,
        @Nullable Region home,
        @Nullable Set<Region> countries,
        @Nullable Set<Surcharge> surcharges,
        boolean planned,
        @Nullable DroppedRule dropped,
        @Nullable Ends ends) {
    /**
     * When weaker settings end.
     *
     * @param direct from then on every call hides; null for no such end
     * @param unplanned from then on every call needs a plan; null for no such end
     */
    public record Ends(@Nullable Instant direct, @Nullable Instant unplanned) {}

    public ProgrammeRule {
        countries = countries == null ? null : Set.copyOf(countries);
        surcharges = surcharges == null ? null : Set.copyOf(surcharges);
    }

    /** One of which nothing ends by itself. */
    public ProgrammeRule(
            Label label,
            @Nullable IdentityRule identity,
            @Nullable SafeTimes safeTimes,
            @Nullable Region home,
            @Nullable Set<Region> countries,
            @Nullable Set<Surcharge> surcharges,
            boolean planned,
            @Nullable DroppedRule dropped) {
        this(label, identity, safeTimes, home, countries, surcharges, planned, dropped, null);
    }

    /** One without a rule for drops. */
    public ProgrammeRule(
            Label label,
            @Nullable IdentityRule identity,
            @Nullable SafeTimes safeTimes,
            @Nullable Region home,
            @Nullable Set<Region> countries,
            @Nullable Set<Surcharge> surcharges,
            boolean planned) {
        this(label, identity, safeTimes, home, countries, surcharges, planned, null);
    }

    /** One that also places calls without a plan. */
    public ProgrammeRule(
            Label label,
            @Nullable IdentityRule identity,
            @Nullable SafeTimes safeTimes,
            @Nullable Region home,
            @Nullable Set<Region> countries,
            @Nullable Set<Surcharge> surcharges) {
        this(label, identity, safeTimes, home, countries, surcharges, false);
    }

    /** The same with those ends. */
    public ProgrammeRule ending(Ends when) {
        return new ProgrammeRule(label, identity, safeTimes, home, countries, surcharges, planned, dropped, when);
    }

    /** What holds at that time: a weaker setting whose end has come is none any more. */
    public ProgrammeRule at(Instant now) {
        if (ends == null) {
            return this;
        }
        boolean hidden = ends.direct != null && !now.isBefore(ends.direct);
        boolean plans = ends.unplanned != null && !now.isBefore(ends.unplanned);
        return new ProgrammeRule(
                label,
                hidden ? IdentityRule.ALWAYS_HIDDEN : identity,
                safeTimes,
                home,
                countries,
                surcharges,
                planned || plans,
                dropped,
                ends);
    }

    /** What the call will show: hidden unless the rule, the request and the lines all allow more. */
    public Identity shows(Identity asked) {
        return identity == IdentityRule.DIRECT_ALLOWED ? asked : Identity.HIDDEN;
    }

    boolean allows(Region region) {
        return countries == null ? region.equals(home) : countries.contains(region);
    }

    boolean allows(Surcharge surcharge) {
        return surcharges != null && surcharges.contains(surcharge);
    }
}
