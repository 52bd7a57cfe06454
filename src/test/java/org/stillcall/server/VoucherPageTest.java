package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.go;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** G28, B4: a server that names a device or a sheet of its own gets no key of the centre for it, and is found out. */
class VoucherPageTest extends ConsoleVisit {
    /** A device that somebody in between made, with a voucher of the right length. */
    private static JsonObject stranger(Page page) {
        String made = (String) page.evaluate("async () => { const {newDevicePair, newId, random, toText} ="
                + " await import('/desk/crypto.js'); const {publicKey} = await newDevicePair();"
                + " return JSON.stringify({id: newId(), kind: 'PHONE', holds: true, publicKey: toText(publicKey),"
                + " voucher: toText(random(32))}); }");
        return JsonParser.parseString(made).getAsJsonObject();
    }

    /** Changes what that page hears of the devices that are to get the next key. */
    private static void lie(Page page, Consumer<JsonObject> change) {
        page.route("**/api/rotation", route -> {
            if (!route.request().method().equals("GET")) {
                route.resume();
                return;
            }
            APIResponse true_ = route.fetch();
            JsonObject said = JsonParser.parseString(true_.text()).getAsJsonObject();
            change.accept(said);
            route.fulfill(new Route.FulfillOptions().setResponse(true_).setBody(said.toString()));
        });
    }

    private static void wipe(Page page, String name) {
        go(page, "People");
        page.locator(".person-card")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator(".device-row")
                .getByText("Wipe")
                .click();
        press(page, "Wipe it");
    }

    private boolean rotated() {
        return rig.asked().stream().anyMatch(asked -> asked.startsWith("POST /api/rotation"));
    }

    @Test
    void deviceThatNobodyLetIn_getsNoKey_andIsAnAlarm() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        JsonObject added = stranger(ana);
        lie(ana, said -> said.getAsJsonArray("devices").add(added));
        wipe(ana, "Noor");
        ana.getByText("Let in by nobody").waitFor();
        assertThat(ana.getByText("A phone")).isVisible();
        lookAt(ana, "stranger");
        assertFalse(rotated(), "A key was made for a device that nobody let in.");
        ana.unroute("**/api/rotation");
        go(ana, "Me");
        press(ana, "Lock now");
        press(ana, "Unlock");
        ana.waitForCondition(this::rotated); // without it the change goes on
        go(ana, "People");
        assertThat(ana.getByText("Let in by nobody")).hasCount(0);
        rig.forgive();
    }

    @Test
    void sheetOrKeyOfSomebodyElse_getsNoKeyEither() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        JsonObject theirs = stranger(ana);
        lie(ana, said -> said.getAsJsonObject("recovery").add("publicKey", theirs.get("publicKey")));
        wipe(ana, "Noor");
        ana.getByText("A recovery sheet").waitFor();
        ana.unroute("**/api/rotation");
        lie(ana, said -> {
            JsonArray devices = said.getAsJsonArray("devices");
            devices.get(0).getAsJsonObject().add("publicKey", theirs.get("publicKey"));
        });
        go(ana, "Me");
        press(ana, "Lock now");
        press(ana, "Unlock");
        go(ana, "People");
        ana.getByText("A computer").waitFor();
        assertFalse(rotated(), "A key was made for somebody else's key.");
        rig.forgive();
    }

    /** The browser that wiped it refuses a device although its voucher is right. */
    @Test
    void deviceThatWasWipedFromHere_getsNoKeyAgain() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        ConsoleRig.unhurry(ana);
        Page noor = rig.device();
        rig.admit(ana, "Noor", noor);
        JsonObject[] known = new JsonObject[1];
        String before = (String) ana.evaluate("async () => (await fetch('/api/rotation')).text()");
        for (var device : JsonParser.parseString(before).getAsJsonObject().getAsJsonArray("devices")) {
            String id = device.getAsJsonObject().get("id").getAsString();
            if (!ana.evaluate("async () => (await (await fetch('/api/desk')).json()).me.device")
                    .equals(id)) {
                known[0] = device.getAsJsonObject();
            }
        }
        lie(ana, said -> said.getAsJsonArray("devices").add(known[0]));
        wipe(ana, "Noor");
        ana.getByText("Let in by nobody").waitFor();
        assertFalse(rotated(), "A key was made for a wiped device.");
        rig.forgive();
    }

    /** The same vectors as in the tests of the modules, in the browser that people have. */
    @Test
    void vectorsOfTheFormat_holdInChromium() throws IOException {
        Page page = rig.device();
        page.navigate(rig.origin());
        String vectors = Files.readString(Path.of("src", "test", "resources", "envelope-vectors.json"));
        String failed = (String) page.evaluate(CHECK, vectors);
        assertEquals("", failed);
        String bent = vectors.replace("\"generation\" : 3,\n    \"holder\"", "\"generation\" : 4,\n    \"holder\"");
        assertTrue(!bent.equals(vectors));
        assertEquals("voucher", page.evaluate(CHECK, bent), "The check can fail.");
    }

    private static final String CHECK = "async text => { const all = JSON.parse(text); const failed = [];"
            + " const box = await import('/desk/crypto.js'); const sheet = await import('/desk/recovery.js');"
            + " const four = await import('/desk/fourwords.js'); const words = await import('/desk/words.js');"
            + " const own = await import('/desk/voucher.js');"
            + " const expect = (what, good) => good || failed.push(what);"
            + " for (const [i, each] of all.envelopes.entries()) {"
            + "   const opened = await box.openBytes({kind: each.kind, context: each.context,"
            + "     recipient: box.toBytes(each.recipientPublic), envelope: box.toBytes(each.envelope),"
            + "     privateKey: await box.importPrivate(box.toBytes(each.recipientPrivate))});"
            + "   expect(`envelope ${i}`, box.toText(opened) === each.plain); }"
            + " const secret = box.toBytes(all.recovery.secret);"
            + " expect('words', (await words.phraseOf(secret)).join() === all.recovery.words.join());"
            + " expect('proof', box.toText(await sheet.proofOf(secret)) === all.recovery.proof);"
            + " await sheet.openRecovery(secret, box.toBytes(all.recovery.sealed));"
            + " const f = all.fourWords; const approver = four.sideOf(f.approver, f.approverNonce);"
            + " expect('commitment', box.toText(await four.commitmentOf(approver)) === f.commitment);"
            + " expect('four words', (await four.fourWords(four.sideOf(f.device, f.deviceNonce), approver, f.join))"
            + "   .join() === f.words.join());"
            + " const key = await own.voucherKey({publicKey: box.toBytes(all.voucher.centrePublic),"
            + "   privateKey: await box.importPrivate(box.toBytes(all.voucher.centrePrivate))});"
            + " expect('voucher', await own.isVouched(key, all.voucher.generation, all.voucher));"
            + " return failed.join(); }";
}
