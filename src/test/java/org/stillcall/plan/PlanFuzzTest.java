package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;

/** Fuzz target: whatever is said to be a plan is read within its bounds or refused, and decides nothing by itself. */
class PlanFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    @FuzzTest
    void planText(byte[] text) {
        switch (PlanText.parse(text)) {
            case PlanText.Parsed parsed -> {
                ContactPlan plan = parsed.plan();
                assertEquals(new PlanText.Parsed(plan), PlanText.parse(PlanText.write(plan)));
                plan.times().next(NOW).ifPresent(next -> assertTrue(plan.times().contains(next)));
            }
            case PlanText.Faulty faulty -> assertTrue(PlanTextTest.isPlain(faulty), faulty::toString);
        }
    }
}
