package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.console.DeskBrowser.Answer;

/** G25, G26, G27: an unlocked device in another's hands opens no lasting way in. */
class FreshPasskeyTest {
    private static final String PIN = "739104";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final DeskBrowser ben = rig.guest(ada, "ADVOCATE");

    @AfterEach
    void close() {
        rig.close();
    }

    /** Ada's device was signed in a while ago and unlocked by its PIN just now. */
    @BeforeEach
    void unlockedByPinLater() {
        assertEquals(204, ada.put("/api/me", "{\"pin\":\"" + PIN + "\"}").status());
        rig.now.addAndGet(ApiLimits.PASSKEY_FRESH_MILLIS);
        assertEquals(200, ada.unlock(PIN).status());
    }

    private Answer prove(String challenge, String credential) {
        return ada.post("/api/prove", "{\"challenge\":\"" + challenge + "\",\"credential\":" + credential + "}");
    }

    private Answer newPin() {
        return ada.put("/api/me", "{\"pin\":\"820417\"}");
    }

    @Test
    void lastingWaysIn_longAfterThePasskey_areRefused() {
        assertEquals("PASSKEY_FIRST", newPin().reason());
        assertEquals("PASSKEY_FIRST", ada.beginForMe().reason());
        assertEquals("PASSKEY_FIRST", ada.put("/api/recovery", "{}").reason());
        Answer role = ada.put("/api/people/" + ben.person, "{\"role\":\"COORDINATOR\"}");
        assertEquals("PASSKEY_FIRST", role.reason());
        assertEquals("PASSKEY_FIRST", ada.delete("/api/people/" + ben.person).reason());
        // what makes things safer never waits
        assertEquals(200, ada.delete("/api/devices/" + ben.device).status());
        assertEquals(204, ada.put("/api/me", "{\"pin\":null,\"lockSeconds\":5}").status());
    }

    @Test
    void passkey_usedAgain_opensThemForAWhile() {
        Answer begun = ada.beginSignIn();
        String cookie = ada.cookie;
        Answer proved =
                prove(begun.text("challenge"), ada.passkey.get(begun.body().get("publicKey")));
        assertEquals(204, proved.status(), proved.whole().body());
        assertEquals(cookie, ada.cookie);
        assertEquals(204, newPin().status());
        assertEquals(201, ada.beginForMe().status());
        assertEquals(
                204,
                ada.put("/api/people/" + ben.person, "{\"role\":\"COORDINATOR\"}")
                        .status());
        rig.now.addAndGet(ApiLimits.PASSKEY_FRESH_MILLIS);
        assertEquals(200, ada.unlock("820417").status());
        assertEquals("PASSKEY_FIRST", newPin().reason());
    }

    @Test
    void passkey_ofSomebodyElse_opensNothing() {
        Answer begun = ben.beginSignIn();
        String theirs = ben.passkey.get(begun.body().get("publicKey"));
        assertEquals("CHALLENGE_OVER", prove(begun.text("challenge"), theirs).reason());
        begun = ada.beginSignIn();
        theirs = ben.passkey.get(begun.body().get("publicKey"));
        assertEquals("PASSKEY_REFUSED", prove(begun.text("challenge"), theirs).reason());
        assertEquals("PASSKEY_FIRST", newPin().reason());
    }

    @Test
    void newDeviceOfOnesOwn_isToldToItsOwner() {
        DeskBrowser alone = ada;
        assertEquals(200, alone.signIn().status());
        DeskBrowser second = rig.browser();
        assertEquals(201, alone.letIn(second, "").status());
        StringBuilder told = new StringBuilder();
        alone.get("/api/alerts")
                .body()
                .forEach(alert -> told.append(alert.get("kind").asText()));
        assertEquals("DEVICE_ADDED", told.toString());
    }
}
