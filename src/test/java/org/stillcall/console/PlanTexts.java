package org.stillcall.console;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Plans as browsers send them, around today. */
final class PlanTexts {
    private static final String[] DAYS = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

    private PlanTexts() {}

    static String day(int fromToday) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(fromToday).toString();
    }

    /** The whole week is safe. */
    static String open(String... pieces) {
        return with(windows(), pieces);
    }

    /** Every day of the week from midnight to midnight. */
    static String windows() {
        StringBuilder windows = new StringBuilder();
        for (String day : DAYS) {
            windows.append(windows.isEmpty() ? "" : ",")
                    .append("{\"day\":\"%s\",\"from\":\"00:00\",\"to\":\"00:00\"}".formatted(day));
        }
        return windows.toString();
    }

    /** One hour is safe, the day after tomorrow. */
    static String later(String... pieces) {
        String once = "\"once\":[{\"from\":\"%sT12:00\",\"to\":\"%sT13:00\"}]".formatted(day(2), day(2));
        return with("", pieces).replace("\"once\":[]", once);
    }

    private static String with(String windows, String... pieces) {
        String consent = "\"given\":\"%s\",\"until\":\"%s\"".formatted(day(-2), day(20));
        String text = """
                {"programme":"helpline","zone":"UTC","windows":[%s],"once":[],"except":[],"caller":"WE_CALL",
                "voicemail":{"consent":"NONE",%s},"dropped":{"rule":"NEVER","minutes":0},
                "identity":{"shows":"PRIVATE",%s},
                "ifRejected":{"scope":"ONE_CALL",%s,"risks":["CALL_LOG","BILL","SCREEN","CALL_BACK"]},
                "monitored":false,"languages":["en"],"end":"%s","askAgain":"%s","attempts":3}
                """.strip().formatted(windows, consent, consent, consent, day(30), day(14));
        for (int i = 0; i < pieces.length; i += 2) {
            if (!text.contains(pieces[i])) {
                throw new AssertionError(pieces[i]);
            }
            text = text.replace(pieces[i], pieces[i + 1]);
        }
        return text;
    }

    /** The body that keeps a plan. */
    static String create(DeskBrowser browser, String id, String policy) {
        return "{\"id\":\"" + id + "\"," + rest(browser, policy);
    }

    static String change(DeskBrowser browser, int version, String policy) {
        return "{\"version\":" + version + "," + rest(browser, policy);
    }

    private static String rest(DeskBrowser browser, String policy) {
        int generation = browser.generation();
        return "\"policy\":" + policy + ",\"envelope\":\""
                + DeskBrowser.sealed(SealedBytes.PLAN, generation, browser.centreKeys.get(generation))
                + "\",\"generation\":" + generation + "}";
    }

    /** Keeps it and gives its id. */
    static String kept(DeskBrowser browser, String policy) {
        String id = DeskBrowser.newId();
        DeskBrowser.Answer answer = browser.post("/api/plans", create(browser, id, policy));
        if (answer.status() != 201) {
            throw new AssertionError(answer.whole().body());
        }
        return id;
    }
}
