package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Switch;
import org.stillcall.store.Change;
import org.stillcall.store.PersonId;

/** B1, G29: the phone that was chosen comes first until the shift ends, and not on the next one's desk. */
class PhoneInUseTest {
    private static final Label DESK = new Label("desk");
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final DeskRig rig = new DeskRig();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Rota rota = new Rota(rig.store, ZoneOffset.UTC, now::get);
    private PersonId ada;

    @BeforeEach
    void somebody() {
        ada = new PersonId(
                rig.coordinator().get("/api/desk").body().at("/me/person").asText());
        rota.reload();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void phone_isTheOneUntilTheShiftEnds() {
        assertEquals(Change.DONE, rota.turn(ada, Switch.Position.ON, new Switch.Extra(NOON.plusSeconds(7_200))));
        PhoneInUse used = PhoneInUse.of(DESK, ada, rota);
        assertEquals(Optional.of(DESK), used.now(rota));
        assertEquals(Change.DONE, rota.turn(ada, Switch.Position.BREAK, null));
        now.set(NOON.plusSeconds(7_199));
        assertEquals(Optional.of(DESK), used.now(rota), "on a break too");
        now.set(NOON.plusSeconds(7_200));
        assertEquals(Optional.empty(), used.now(rota));
    }

    @Test
    void phone_withoutAShift_isTheOneAsLongAsTheSessionLasts() {
        PhoneInUse used = PhoneInUse.of(DESK, ada, rota);
        now.set(NOON.plusSeconds(86_400));
        assertEquals(Optional.of(DESK), used.now(rota));
    }
}
