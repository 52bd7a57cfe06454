package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.trunk.Trunkyard.NUMBER;
import static org.stillcall.trunk.Trunkyard.headers;
import static org.stillcall.trunk.Trunkyard.prefix;
import static org.stillcall.trunk.Trunkyard.profile;
import static org.stillcall.trunk.Trunkyard.restricted;
import static org.stillcall.trunk.Trunkyard.trunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.plan.SafeTimes;
import org.stillcall.trunk.HeaderProfile.AnonymousHost;
import org.stillcall.trunk.HeaderProfile.Asserted;
import org.stillcall.trunk.IdentityStrategy.DialPrefix;
import org.stillcall.trunk.IdentityStrategy.PrivacyHeaders;

/**
 * G1, G2, G3, G5, G7, G8, G9: the far leg shows a leased number or nothing, and no trunk is used that lacks its need.
 */
class FarIdentityTest {
    private static final Region US = new Region("US");
    private static final Region GB = new Region("GB");
    private static final CallerName NAME = new CallerName("Family Services");
    private static final List<PrivacyToken> ALL_PRIVACY =
            List.of(PrivacyToken.ID, PrivacyToken.HEADER, PrivacyToken.SESSION, PrivacyToken.HISTORY);

    private static ProgrammeRule rule(@Nullable IdentityRule identity) {
        return new ProgrammeRule(new Label("sart"), identity, new SafeTimes.Always(), US, null, null);
    }

    private static Lease lease() {
        return Trunkyard.poolOf(NAME).lease().orElseThrow();
    }

    private static FarIdentity hidden(Trunk trunk, @Nullable Region destination) {
        return FarIdentity.compose(trunk, rule(IdentityRule.ALWAYS_HIDDEN), Identity.HIDDEN, lease(), destination)
                .orElseThrow();
    }

    @Test
    void hidden_onATrunkThatHonoursPrivacy_isLeasedAndWithheld() {
        FarIdentity identity = hidden(trunk(headers()), US);
        assertEquals(new FarFrom.Anonymous("anonymous.invalid"), identity.from());
        assertEquals("Anonymous", identity.from().display());
        assertEquals("anonymous", identity.from().user());
        assertEquals(ALL_PRIVACY, identity.privacy());
        assertEquals(NUMBER, identity.asserted());
        assertEquals("", identity.dialPrefix());
        assertFalse(identity.shows());
    }

    @Test
    void hidden_onATrunkThatInsistsOnItsDomain_hasTheTrunksDomainInFrom() {
        PrivacyHeaders strategy = new PrivacyHeaders(profile(AnonymousHost.TRUNK_DOMAIN, Asserted.NONE));
        FarIdentity identity = hidden(trunk(strategy), US);
        assertEquals(new FarFrom.Anonymous("trunk.example"), identity.from());
        assertNull(identity.asserted());
    }

    @Test
    void hidden_onAGateway_hasItsCodeBeforeTheNumberAndPrivacyToo() {
        assertEquals("*67", hidden(trunk(prefix()), US).dialPrefix());
        assertEquals("*67", hidden(trunk(prefix()), null).dialPrefix());
        assertEquals("141", hidden(trunk(prefix()), GB).dialPrefix());
        assertEquals(ALL_PRIVACY, hidden(trunk(prefix()), GB).privacy());
    }

    @Test
    void restrictedByCarrier_untilProved_carriesNothing() {
        Trunk unproved = trunk(restricted(false));
        assertFalse(unproved.fit());
        assertEquals(
                Optional.empty(),
                FarIdentity.compose(unproved, rule(IdentityRule.ALWAYS_HIDDEN), Identity.HIDDEN, lease(), US));
        assertEquals("anonymous", hidden(trunk(restricted(true)), US).from().user());
    }

    @Test
    void shown_whenAskedAndAllowed_isTheLeasedNumberWithItsNeutralName() {
        FarIdentity identity = FarIdentity.compose(
                        trunk(headers()), rule(IdentityRule.DIRECT_ALLOWED), Identity.SHOWN, lease(), US)
                .orElseThrow();
        assertTrue(identity.shows());
        assertEquals(new FarFrom.Shown(NUMBER, NAME, "trunk.example"), identity.from());
        assertEquals("+" + NUMBER.e164(), identity.from().user());
        assertEquals("Family Services", identity.from().display());
        assertEquals(List.of(), identity.privacy());
        assertEquals(NUMBER, identity.asserted());
    }

    @Test
    void number_whenAskedAndAllowed_isTheLeasedNumberWithoutItsName() {
        FarIdentity identity = FarIdentity.compose(
                        trunk(headers()), rule(IdentityRule.DIRECT_ALLOWED), Identity.NUMBER, lease(), US)
                .orElseThrow();
        assertTrue(identity.shows());
        assertEquals(new FarFrom.Shown(NUMBER, null, "trunk.example"), identity.from());
        assertEquals("", identity.from().display());
    }

    @Test
    void shown_onAGateway_hasNoCode() {
        FarIdentity identity = FarIdentity.compose(
                        trunk(prefix()), rule(IdentityRule.DIRECT_ALLOWED), Identity.SHOWN, lease(), US)
                .orElseThrow();
        assertEquals("", identity.dialPrefix());
        assertTrue(identity.shows());
    }

    @Test
    void everyCombination_showsOnlyWhatIsAskedForAllowedAndLeased() {
        for (IdentityStrategy strategy : strategies()) {
            for (IdentityRule allowed :
                    new IdentityRule[] {IdentityRule.ALWAYS_HIDDEN, IdentityRule.DIRECT_ALLOWED, null}) {
                for (Identity asked : Identity.values()) {
                    for (Lease lease : new Lease[] {lease(), null}) {
                        holds(trunk(strategy), rule(allowed), asked, lease);
                    }
                }
            }
        }
    }

    private static void holds(Trunk trunk, ProgrammeRule rule, Identity asked, @Nullable Lease lease) {
        HeaderProfile profile = trunk.identity().headers();
        boolean needsNumber = profile.asserted() == Asserted.PILOT_NUMBER;
        Optional<FarIdentity> composed = FarIdentity.compose(trunk, rule, asked, lease, US);
        assertEquals(trunk.fit() && (lease != null || !needsNumber), composed.isPresent());
        composed.ifPresent(identity -> {
            boolean mayShow =
                    asked != Identity.HIDDEN && rule.identity() == IdentityRule.DIRECT_ALLOWED && lease != null;
            boolean canShow = !(trunk.identity() instanceof IdentityStrategy.RestrictedByCarrier);
            assertEquals(mayShow && canShow, identity.shows());
            assertEquals(identity.shows(), identity.privacy().isEmpty());
            assertEquals(!identity.shows(), identity.from().user().equals("anonymous"));
            assertEquals(
                    !identity.shows() && trunk.identity() instanceof DialPrefix,
                    !identity.dialPrefix().isEmpty());
            assertEquals(needsNumber ? NUMBER : null, identity.asserted());
        });
    }

    private static List<IdentityStrategy> strategies() {
        List<IdentityStrategy> all = new ArrayList<>();
        for (AnonymousHost host : AnonymousHost.values()) {
            for (Asserted asserted : Asserted.values()) {
                HeaderProfile profile = profile(host, asserted);
                all.add(new PrivacyHeaders(profile));
                all.add(new DialPrefix(profile, "#31#", Map.of()));
                all.add(new IdentityStrategy.RestrictedByCarrier(profile, true));
                all.add(new IdentityStrategy.RestrictedByCarrier(profile, false));
            }
        }
        return all;
    }

    @Test
    void lease_afterItsRelease_composesNothing() {
        Lease lease = lease();
        lease.close();
        assertThrows(
                IllegalStateException.class,
                () -> FarIdentity.compose(
                        trunk(headers()), rule(IdentityRule.ALWAYS_HIDDEN), Identity.HIDDEN, lease, US));
    }

    @Test
    void privacy_isSentInOneOrderAndAlwaysHasId() {
        HeaderProfile profile = new HeaderProfile(
                AnonymousHost.INVALID,
                Asserted.NONE,
                List.of(PrivacyToken.CRITICAL, PrivacyToken.USER, PrivacyToken.ID));
        assertEquals(List.of(PrivacyToken.ID, PrivacyToken.USER, PrivacyToken.CRITICAL), profile.privacy());
        assertThrows(
                IllegalArgumentException.class,
                () -> new HeaderProfile(AnonymousHost.INVALID, Asserted.NONE, List.of(PrivacyToken.HEADER)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HeaderProfile(AnonymousHost.INVALID, Asserted.NONE, List.of()));
    }

    @Test
    void configuration_whichIsBroken_isRefused() {
        for (String code : new String[] {"", "67x", "*67*67*67", "+1"}) {
            assertThrows(IllegalArgumentException.class, () -> new DialPrefix(HeaderProfile.usual(), code, Map.of()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new DialPrefix(HeaderProfile.usual(), "*67", Map.of(GB, code)));
        }
        for (String digits :
                new String[] {"", "+12025550190", "02025550190", "202555", "1202555019012345", "120255501x0"}) {
            assertThrows(IllegalArgumentException.class, () -> new PilotNumber(digits));
        }
        for (String name : new String[] {"", "   ", "Much Too Long Name", "A\"B", "A<B", "Café"}) {
            assertThrows(IllegalArgumentException.class, () -> new CallerName(name));
        }
        for (String host : new String[] {"", "a b", "a@b", "a;b", "a\r\nb"}) {
            assertThrows(IllegalArgumentException.class, () -> new Trunk.Address(host, 5060, Trunk.Transport.UDP));
        }
        assertThrows(IllegalArgumentException.class, () -> new Trunk.Address("a", 65_536, Trunk.Transport.UDP));
    }

    @Test
    void values_whenPrinted_tellNothing() {
        FarIdentity identity = FarIdentity.compose(
                        trunk(headers()), rule(IdentityRule.DIRECT_ALLOWED), Identity.SHOWN, lease(), US)
                .orElseThrow();
        String printed = identity + " " + identity.from() + " " + NUMBER + " " + NAME + " " + lease() + " "
                + new PooledNumber(NUMBER, NAME);
        assertFalse(printed.contains("5550190"));
        assertFalse(printed.contains("Family"));
    }
}
