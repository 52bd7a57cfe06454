package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/** Plans for tests, as text with pieces replaced. */
final class Plans {
    /** Weekdays of New York from nine to five, the end on 22 December 2026. */
    static final String USUAL = """
            {"programme":"helpline","zone":"America/New_York",
             "windows":[{"day":"MON","from":"09:00","to":"17:00"}],
             "once":[{"from":"2026-11-25T14:00","to":"2026-11-25T15:00"}],
             "except":[{"from":"2026-12-24T00:00","to":"2026-12-27T00:00"}],
             "caller":"WE_CALL","ring":{"seconds":10,"waitSeconds":120},
             "voicemail":{"consent":"VAGUE","given":"2026-11-12","until":"2026-12-12"},
             "dropped":{"rule":"REDIAL_ONCE","minutes":5},
             "identity":{"shows":"PRIVATE","given":"2026-11-12","until":"2026-12-12"},
             "ifRejected":{"scope":"ONE_CALL","given":"2026-11-12","until":"2026-12-12",
                           "risks":["CALL_LOG","BILL","SCREEN","CALL_BACK"]},
             "monitored":false,"languages":["en"],"end":"2026-12-22","askAgain":"2026-12-06","attempts":3}""";

    private Plans() {}

    /** The usual plan with every second of {@code pieces} in the place of the one before it. */
    static ContactPlan with(String... pieces) {
        String text = text(pieces);
        return switch (PlanText.parse(text.getBytes(StandardCharsets.UTF_8))) {
            case PlanText.Parsed parsed -> parsed.plan();
            case PlanText.Faulty faulty -> throw new AssertionError(faulty + " in " + text);
        };
    }

    static String text(String... pieces) {
        String text = USUAL;
        for (int i = 0; i < pieces.length; i += 2) {
            assertTrue(text.contains(pieces[i]), pieces[i]);
            text = text.replace(pieces[i], pieces[i + 1]);
        }
        return text;
    }
}
