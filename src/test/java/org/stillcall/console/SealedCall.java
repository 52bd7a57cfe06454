package org.stillcall.console;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.stillcall.base.Digits;
import org.stillcall.vault.NumberSealer;

/** A call to the canary as a person's browser asks for it. */
final class SealedCall {
    private SealedCall() {}

    /** @param more further members of the request; gives the call's id */
    static String place(DeskRig rig, DeskBrowser browser, String more) {
        DeskBrowser.Answer key = browser.post("/api/call-keys", "{}");
        String number = sealed(rig, key.body().get("jwk").toString());
        DeskBrowser.Answer placed = browser.post(
                "/api/calls",
                "{\"phone\":\"desk\",\"programme\":\"helpline\",\"kid\":\"" + key.text("kid") + "\",\"number\":\""
                        + number + "\"" + more + "}");
        if (placed.status() != 201) {
            throw new AssertionError("not placed: " + placed.whole().body());
        }
        return placed.text("id");
    }

    private static String sealed(DeskRig rig, String jwk) {
        byte[] text = ApiRig.CANARY.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined();
                NumberSealer sealer = new NumberSealer(rig.randomness)) {
            MemorySegment memory = arena.allocate(text.length);
            MemorySegment.copy(MemorySegment.ofArray(text), 0, memory, 0, text.length);
            try (Digits digits = Objects.requireNonNull(Digits.read(rig.numbers, memory, 0, text.length))) {
                return sealer.seal(digits, jwk);
            }
        }
    }
}
