package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stillcall.base.Randomness;
import org.stillcall.console.Overrides.Asker;
import org.stillcall.console.Overrides.Leave;
import org.stillcall.plan.DangerOverride;
import org.stillcall.plan.DangerOverride.Danger;
import org.stillcall.store.CentreId;
import org.stillcall.store.PersonId;
import org.stillcall.store.PlanId;

/** G13: a call outside a plan needs a second person or a wait, serves one call, and is over after half an hour. */
class OverridesTest {
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Overrides overrides = new Overrides(Randomness.seeded(1), () -> DELAY, now::get);
    private final CentreId centre = new CentreId(DeskBrowser.newId());
    private final PersonId ada = new PersonId(DeskBrowser.newId());
    private final PersonId ben = new PersonId(DeskBrowser.newId());
    private final Asker asker = asker(ada);

    private Asker asker(PersonId person) {
        return new Asker(centre, person, new PlanId(DeskBrowser.newId()));
    }

    private static void refused(Refusal refusal, Executable what) {
        assertEquals(refusal, assertThrows(RefusedException.class, what).refusal());
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    @Test
    void leave_countsOnceTheWaitHasPassed() {
        Leave leave = overrides.ask(asker, Danger.MEDICAL);
        assertEquals(START.plus(DELAY), leave.from());
        pass(DELAY.minusNanos(1));
        refused(Refusal.OVERRIDE_NOT_YET, () -> overrides.take(leave.id(), asker));
        pass(Duration.ofNanos(1));
        DangerOverride danger = overrides.take(leave.id(), asker);
        assertEquals(
                new DangerOverride(
                        Danger.MEDICAL, START.plus(DELAY), START.plus(DELAY).plusSeconds(1800)),
                danger);
    }

    @Test
    void leave_countsAtOnceWhenSomebodyElseAgrees() {
        Leave leave = overrides.ask(asker, Danger.CHILD_IN_DANGER);
        refused(Refusal.SOMEBODY_ELSE, () -> overrides.agree(leave.id(), centre, ada));
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.agree(leave.id(), new CentreId(DeskBrowser.newId()), ben));
        refused(Refusal.OVERRIDE_NOT_YET, () -> overrides.take(leave.id(), asker));
        pass(Duration.ofMinutes(1));
        overrides.agree(leave.id(), centre, ben);
        assertTrue(overrides.list(centre).getFirst().agreed());
        assertEquals(now.get(), overrides.take(leave.id(), asker).from());
    }

    @Test
    void leave_servesOneCall_whichMayBeTriedAgainWhileNothingWasSent() {
        Leave leave = overrides.ask(asker, Danger.DANGER_TO_LIFE);
        overrides.agree(leave.id(), centre, ben);
        overrides.take(leave.id(), asker);
        refused(Refusal.CALL_GOES_ON, () -> overrides.take(leave.id(), asker));
        overrides.giveBack(leave.id());
        overrides.take(leave.id(), asker);
        overrides.use(leave.id());
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), asker));
        assertTrue(overrides.list(centre).isEmpty());
    }

    @Test
    void leave_isNobodyElsesAndForNoOtherPlan() {
        Leave leave = overrides.ask(asker, Danger.DANGER_TO_LIFE);
        overrides.agree(leave.id(), centre, ben);
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), new Asker(centre, ben, asker.plan())));
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), asker(ada)));
        assertFalse(leave.toString().contains(leave.id()));
    }

    @Test
    void leave_isOverAfterHalfAnHour() {
        Leave leave = overrides.ask(asker, Danger.DANGER_TO_LIFE);
        overrides.agree(leave.id(), centre, ben);
        pass(Duration.ofMinutes(ApiLimits.OVERRIDE_MINUTES));
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), asker));
        overrides.ask(asker, Danger.DANGER_TO_LIFE);
    }

    @Test
    void leave_thatASecondPersonDeclines_isOver() {
        Leave leave = overrides.ask(asker, Danger.DANGER_TO_LIFE);
        refused(Refusal.SOMEBODY_ELSE, () -> overrides.decline(leave.id(), centre, ada));
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.decline(leave.id(), new CentreId(DeskBrowser.newId()), ben));
        overrides.agree(leave.id(), centre, ben);
        overrides.take(leave.id(), asker);
        refused(Refusal.CALL_GOES_ON, () -> overrides.decline(leave.id(), centre, ben));
        overrides.giveBack(leave.id());
        overrides.decline(leave.id(), centre, ben); // also by somebody who changed their mind
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), asker));
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.decline(leave.id(), centre, ben));
        pass(DELAY);
        refused(Refusal.NO_SUCH_OVERRIDE, () -> overrides.take(leave.id(), asker));
    }

    @Test
    void agreeingLate_doesNotMakeItLonger() {
        Leave leave = overrides.ask(asker, Danger.DANGER_TO_LIFE);
        pass(DELAY.plusMinutes(5));
        overrides.agree(leave.id(), centre, ben);
        assertEquals(START.plus(DELAY), overrides.list(centre).getFirst().from());
    }

    @Test
    void asking_hasItsLimits() {
        overrides.ask(asker, Danger.DANGER_TO_LIFE);
        refused(Refusal.EXISTS, () -> overrides.ask(asker, Danger.MEDICAL));
        for (int i = 1; i < ApiLimits.OVERRIDES_PER_HOUR; i++) {
            overrides.ask(asker(ada), Danger.MEDICAL);
        }
        refused(Refusal.TOO_OFTEN, () -> overrides.ask(asker(ada), Danger.MEDICAL));
        for (int i = ApiLimits.OVERRIDES_PER_HOUR; i < ApiLimits.OVERRIDES; i++) {
            overrides.ask(asker(new PersonId(DeskBrowser.newId())), Danger.MEDICAL);
        }
        refused(Refusal.BUSY, () -> overrides.ask(asker(ben), Danger.MEDICAL));
        pass(Duration.ofHours(1));
        overrides.ask(asker(ada), Danger.MEDICAL);
        assertEquals(1, overrides.list(centre).size());
    }
}
