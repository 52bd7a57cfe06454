package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.trunk.Trunkyard.headers;
import static org.stillcall.trunk.Trunkyard.restricted;
import static org.stillcall.trunk.Trunkyard.trunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.trunk.Trunk.MediaSecurity;
import org.stillcall.trunk.Trunk.Transport;

/** G12 and fail-over: the next trunk protects the call as well or better, never less. */
class TrunksTest {
    private static final Trunk PLAIN = trunk("plain", 1, Transport.UDP, MediaSecurity.PLAIN, headers());
    private static final Trunk SEALED = trunk("sealed", 2, Transport.TLS, MediaSecurity.SDES, headers());
    private static final Trunk OTHER = trunk("other", 3, Transport.TCP, MediaSecurity.PLAIN, headers());
    private static final Trunk SEALED_TOO = trunk("sealed-too", 4, Transport.TLS, MediaSecurity.SDES, headers());
    private static final Trunk UNPROVED = trunk("unproved", 0, Transport.TLS, MediaSecurity.SDES, restricted(false));
    private static final Trunks ALL = new Trunks(List.of(SEALED_TOO, OTHER, UNPROVED, SEALED, PLAIN));

    private static Set<Label> names(Trunk... trunks) {
        Set<Label> names = new java.util.HashSet<>();
        for (Trunk trunk : trunks) {
            names.add(trunk.name());
        }
        return names;
    }

    @Test
    void first_isTheFitOneOfLowestPriority() {
        assertEquals(Optional.of(PLAIN), ALL.first(Set.of()));
        assertEquals(Optional.of(SEALED), ALL.first(names(PLAIN)));
        assertEquals(Optional.empty(), ALL.first(names(PLAIN, SEALED, OTHER, SEALED_TOO)));
        assertEquals(Optional.empty(), new Trunks(List.of(UNPROVED)).first(Set.of()));
    }

    @Test
    void next_isOfTheSameProtectionOrBetter() {
        assertEquals(Optional.of(SEALED), ALL.next(PLAIN, names(PLAIN)));
        assertEquals(Optional.of(OTHER), ALL.next(PLAIN, names(PLAIN, SEALED)));
        assertEquals(Optional.of(SEALED_TOO), ALL.next(SEALED, names(SEALED)));
        assertEquals(Optional.empty(), ALL.next(SEALED, names(SEALED, SEALED_TOO)));
        assertEquals(Optional.of(SEALED_TOO), ALL.next(SEALED, Set.of())); // never the same again
    }

    @Test
    void protection_isReflexiveTransitiveAndNeverLessInAnything() {
        List<Trunk> kinds = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            for (MediaSecurity media : MediaSecurity.values()) {
                kinds.add(trunk("kind", 1, transport, media, headers()));
            }
        }
        for (Trunk a : kinds) {
            assertTrue(a.sameProtectionOrBetter(a));
            for (Trunk b : kinds) {
                boolean lessSignalling =
                        a.address().transport() != Transport.TLS && b.address().transport() == Transport.TLS;
                boolean lessSound = a.media() == MediaSecurity.PLAIN && b.media() == MediaSecurity.SDES;
                assertEquals(!lessSignalling && !lessSound, a.sameProtectionOrBetter(b));
                for (Trunk c : kinds) {
                    assertTrue(!(a.sameProtectionOrBetter(b) && b.sameProtectionOrBetter(c))
                            || a.sameProtectionOrBetter(c));
                }
            }
        }
    }
}
