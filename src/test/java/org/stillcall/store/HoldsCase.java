package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;

/** A site with a second coordinator, and legal holds of the two. */
abstract class HoldsCase extends OnBothEngines {
    PersonId second;

    @BeforeEach
    void letInASecondCoordinator() {
        second = new PersonId(site.id());
        site.letIn(Role.COORDINATOR, second);
    }

    Holds holds() {
        return site.store.holds(site.centre);
    }

    HoldId asked(HoldItem item, int days) {
        HoldId id = new HoldId(site.id());
        assertEquals(
                HoldChange.DONE,
                holds().ask(new NewHold(id, item, "Case 12-345", site.inDays(days), site.coordinator)));
        return id;
    }

    HoldId held(PlanId plan, int days) {
        HoldId id = asked(HoldItem.of(plan), days);
        assertEquals(HoldChange.DONE, holds().confirm(id, second));
        return id;
    }
}
