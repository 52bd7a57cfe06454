package org.stillcall.trunk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.Region;
import org.stillcall.trunk.HeaderProfile.AnonymousHost;
import org.stillcall.trunk.HeaderProfile.Asserted;
import org.stillcall.trunk.Trunk.Address;
import org.stillcall.trunk.Trunk.MediaSecurity;
import org.stillcall.trunk.Trunk.Transport;

/** Trunks for tests. */
final class Trunkyard {
    static final PilotNumber NUMBER = new PilotNumber("12025550190");

    private Trunkyard() {}

    static Trunk trunk(String name, int priority, Transport transport, MediaSecurity media, IdentityStrategy identity) {
        return new Trunk(
                new Label(name), new Address("trunk.example", 5060, transport), media, null, priority, identity);
    }

    static Trunk trunk(IdentityStrategy identity) {
        return trunk("one", 1, Transport.UDP, MediaSecurity.PLAIN, identity);
    }

    static HeaderProfile profile(AnonymousHost host, Asserted asserted) {
        return new HeaderProfile(host, asserted, HeaderProfile.usual().privacy());
    }

    static IdentityStrategy headers() {
        return new IdentityStrategy.PrivacyHeaders(HeaderProfile.usual());
    }

    static IdentityStrategy prefix() {
        return new IdentityStrategy.DialPrefix(HeaderProfile.usual(), "*67", Map.of(new Region("GB"), "141"));
    }

    static IdentityStrategy restricted(boolean proved) {
        return new IdentityStrategy.RestrictedByCarrier(HeaderProfile.usual(), proved);
    }

    static NumberPool poolOf(@Nullable CallerName name) {
        return new NumberPool(
                List.of(new PooledNumber(NUMBER, name)),
                new NumberPool.Settings(java.time.Duration.ZERO, 1),
                org.stillcall.base.Randomness.seeded(1),
                () -> 0);
    }
}
