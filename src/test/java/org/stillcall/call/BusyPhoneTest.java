package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;

/** B1: a phone has one call at a time, whichever pages and plans ask for one. */
class BusyPhoneTest {
    private final CallRig rig = new CallRig(3, true);

    private Placement place(AgreedTerms terms) {
        return rig.calls.place(
                new Switchboard.Wish(CallRig.DESK, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
    }

    private void assertBusy(Placement placement) {
        Placement.Refused refused = assertInstanceOf(Placement.Refused.class, placement);
        assertEquals("PHONE_BUSY", refused.reason());
        assertEquals("Your phone is busy. Finish the other call and try again.", refused.message());
    }

    @Test
    void phone_thatHasACall_getsNoSecondOne() {
        AgreedTerms first = new AgreedTerms();
        AgreedTerms second = new AgreedTerms().from("device-2");
        second.plan = "plan-2";
        assertInstanceOf(Placement.Placed.class, place(first));
        assertBusy(place(second));
        assertEquals(1, rig.legs.legs.size());
        assertEquals(1, rig.digits.onLoan(), "the refused number is gone");
        assertEquals(2, rig.numbers.available());
        rig.legs.last().answers();
        rig.legs.last().answers();
        assertBusy(place(second));
        assertInstanceOf(
                Placement.Placed.class, rig.place(CallRig.DESKS.get(1), CallRig.HELPLINE, Identity.HIDDEN, false));
        rig.legs.legs.getFirst().hangsUp();
        assertInstanceOf(Placement.Placed.class, place(second));
        assertTrue(second.endings.isEmpty());
    }

    @Test
    void phone_thatDialled_getsNoCallEither() {
        FakeLegs.FakeLeg near = rig.dial("2025550147");
        assertBusy(place(new AgreedTerms()));
        near.hangsUp();
        assertInstanceOf(Placement.Placed.class, place(new AgreedTerms()));
    }

    /** Whoever hears that nobody answered need not wait for the end of the sentence to try again. */
    @Test
    void phone_thatOnlyHearsHowItEnded_isFreeForTheNextCall() {
        AgreedTerms first = new AgreedTerms();
        assertInstanceOf(Placement.Placed.class, place(first));
        rig.legs.last().answers();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        assertTrue(first.endings.isEmpty(), "it is being told");
        assertInstanceOf(Placement.Placed.class, place(new AgreedTerms()));
        assertEquals("BUSY", first.endings.getFirst().outcome());
        assertTrue(rig.legs.legs.getFirst().told.contains("hang up"));
    }
}
