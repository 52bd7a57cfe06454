package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.push.Pushes.Outcome;
import org.stillcall.store.PersonId;

/** Which devices are woken for a caller, and that none is at which nobody is signed in. P2, G29. */
class PushRoutesTest {
    private static final String ON = "{\"endpoint\":\"https://push.example/one\"}";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private PersonId person(DeskBrowser browser) {
        return new PersonId(
                browser.get("/api/desk").body().path("me").path("person").asText());
    }

    /** By which path a device is woken; null when none is. */
    private String woken(PersonId person) throws InterruptedException {
        rig.now.addAndGet(15_000);
        rig.switchboard.pages.waker.accept(person);
        rig.switchboard.pages.waker.accept(person); // at once again: it is woken once
        String path = rig.pushes.woken.poll(2, TimeUnit.SECONDS);
        assertNull(rig.pushes.woken.poll());
        return path;
    }

    @Test
    void device_isWokenWhileItsSessionLasts() throws Exception {
        PersonId person = person(ada);
        JsonNode before = ada.get("/api/push").body();
        assertEquals(87, before.path("key").asText().length());
        assertFalse(before.path("on").asBoolean());
        assertNull(woken(person));
        assertEquals(204, ada.put("/api/push", ON).status());
        assertEquals("/one", woken(person));
        assertEquals("true", ada.get("/api/push").body().path("on").asText());
        assertNull(woken(new PersonId("A".repeat(22))));
        ada.post("/api/lock", "{}");
        assertEquals("/one", woken(person), "a locked device rings too");
        ada.delete("/api/desk");
        assertNull(woken(person), "nobody is signed in there");
    }

    @Test
    void device_thatIsTurnedOff_sleeps() throws Exception {
        ada.put("/api/push", ON);
        assertEquals(204, ada.delete("/api/push").status());
        assertNull(woken(person(ada)));
    }

    /** The browser has ended it: nothing is sent there a second time. */
    @Test
    void subscription_thatIsOver_isForgotten() throws Exception {
        ada.put("/api/push", ON);
        rig.pushes.outcome = Outcome.GONE;
        assertEquals("/one", woken(person(ada)));
        assertNull(woken(person(ada)));
    }

    @Test
    void endpoint_thatIsNone_isRefused() {
        for (String wrong : new String[] {
            "{}",
            "{\"endpoint\":\"\"}",
            "{\"endpoint\":\"http://push.example/x\"}",
            "{\"endpoint\":\"https://u@push.example/x\"}",
            "{\"endpoint\":\"https://push.example/x\",\"more\":\"\"}"
        }) {
            assertEquals(400, ada.put("/api/push", wrong).status(), wrong);
        }
    }

    /** What wakes a device is that browser's secret. */
    @Test
    void endpoint_isNotShownToAnybodyAndInNoLog() throws Exception {
        ada.put("/api/push", "{\"endpoint\":\"https://push.example/canary-endpoint\"}");
        woken(person(ada));
        assertFalse(ada.get("/api/push").whole().body().contains("canary"));
        assertFalse(rig.log().contains("canary"));
        assertFalse(rig.log().contains("push.example"));
    }
}
