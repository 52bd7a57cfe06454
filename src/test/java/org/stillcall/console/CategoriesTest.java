package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.store.Tally;

/** P6, P13: what calls were about is a month's total and nothing else, written by the hour. */
class CategoriesTest {
    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private static int count(DeskBrowser browser, String category) {
        return browser.post("/api/categories", "{\"category\":\"" + category + "\",\"programme\":\"helpline\"}")
                .status();
    }

    private List<Tally> kept() {
        return rig.store.tallies(rig.store.centres().list().getFirst()).list();
    }

    @Test
    void categories_areThoseOfTheConfiguration() {
        assertEquals(
                "{\"categories\":[\"safety-planning\",\"legal\",\"shelter\",\"emotional-support\",\"other\"]}",
                ada.get("/api/categories").whole().body());
        assertEquals(422, count(ada, "override"));
        assertEquals(422, count(ada, "Some Body"));
        assertEquals(
                400,
                ada.post("/api/categories", "{\"category\":\"legal\",\"programme\":\"helpline\",\"call\":\"c1\"}")
                        .status());
        assertEquals(
                422,
                ada.post("/api/categories", "{\"category\":\"legal\",\"programme\":\"elsewhere\"}")
                        .status());
    }

    @Test
    void counting_isWrittenByTheHourAsATotalOfTheMonth() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        assertEquals(204, count(ada, "legal"));
        assertEquals(204, count(ben, "legal"));
        assertEquals(204, count(ben, "other"));
        assertEquals(List.of(), kept(), "the moment of writing would tell the moment of a call");
        rig.server.close();
        assertEquals(
                List.of("kind helpline legal 2", "kind helpline other 1"),
                kept().stream()
                        .filter(tally -> tally.count() > 0)
                        .map(tally -> tally.name().text() + " " + tally.count())
                        .toList());
    }

    @Test
    void counting_hasALimitForEachDevice() {
        int last = 204;
        int counted = 0;
        while (last == 204 && counted <= ApiLimits.CHANGES_PER_MINUTE) {
            last = count(ada, "legal");
            counted++;
        }
        assertEquals(429, last);
        assertTrue(counted > 1);
    }
}
