package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Label;
import org.stillcall.plan.Footprint.Withholding;
import org.stillcall.trunk.HeaderProfile;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.Trunk;

/** G12: a trunk encrypts our side of a call only if it encrypts signalling and sound. */
class LinesTest {
    private static final IdentityStrategy HEADERS = new IdentityStrategy.PrivacyHeaders(HeaderProfile.usual());
    private static final IdentityStrategy CONTRACT =
            new IdentityStrategy.RestrictedByCarrier(HeaderProfile.usual(), true);

    @ParameterizedTest
    @CsvSource({"TLS,SDES,true", "TLS,PLAIN,false", "TCP,SDES,false", "UDP,SDES,false", "UDP,PLAIN,false"})
    void isSecure_onlyWithBoth(Trunk.Transport transport, Trunk.MediaSecurity media, boolean secure) {
        assertEquals(secure, Lines.isSecure(trunk(transport, media, HEADERS)));
    }

    private static Trunk trunk(Trunk.Transport transport, Trunk.MediaSecurity media, IdentityStrategy identity) {
        Trunk.Address address = new Trunk.Address("trunk.example", 5061, transport);
        return new Trunk(new Label("carrier"), address, media, null, 1, identity);
    }

    private static FarLine line(Trunk.MediaSecurity media, IdentityStrategy identity, boolean up) {
        return new FarLine(trunk(Trunk.Transport.TLS, media, identity), true, "", null, List::of, () -> up);
    }

    /** G9: what is said of a call before it is made: a line that hides by contract promises no number. */
    @Test
    void hidesAlways_onlyWhereEveryLineThatCouldCarryTheCallDoes() {
        FarLine hides = line(Trunk.MediaSecurity.PLAIN, CONTRACT, true);
        FarLine shows = line(Trunk.MediaSecurity.PLAIN, HEADERS, true);
        assertTrue(Lines.hidesAlways(List.of(hides), false));
        assertFalse(Lines.hidesAlways(List.of(hides, shows), false));
        assertTrue(Lines.hidesAlways(List.of(hides, line(Trunk.MediaSecurity.PLAIN, HEADERS, false)), false));
        assertFalse(Lines.hidesAlways(List.of(line(Trunk.MediaSecurity.SDES, HEADERS, true), hides), true));
        assertTrue(Lines.hidesAlways(List.of(line(Trunk.MediaSecurity.SDES, CONTRACT, true), shows), true));
    }

    @Test
    void withholding_isNamedAsTheTrunkDoesIt() {
        IdentityStrategy code = new IdentityStrategy.DialPrefix(HeaderProfile.usual(), "*67", Map.of());
        List<IdentityStrategy> all = List.of(HEADERS, code, CONTRACT);
        assertEquals(
                List.of(Withholding.values()),
                all.stream()
                        .map(how -> Lines.withholding(trunk(Trunk.Transport.TLS, Trunk.MediaSecurity.PLAIN, how)))
                        .toList());
    }
}
