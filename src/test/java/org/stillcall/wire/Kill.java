package org.stillcall.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stillcall.base.MemoryScan;

/** Callers who wait while their server is killed, and the next one after it. */
final class Kill implements AutoCloseable {
    static final int WAIT = 50;

    final CrowdStage stage;

    Kill(Path folder, int desks) {
        stage = new CrowdStage(
                        folder,
                        desks,
                        "messages = false\nchallenge_above = 0\nlanguages = [\"en\", \"es\"]\nring_for = \"5m\"",
                        ring -> {})
                .start();
    }

    /** In full, without plus. */
    static String number(int caller) {
        String from = CrowdStage.from(caller);
        return from.substring("<sip:+".length(), from.indexOf('@'));
    }

    void wait(int callers) {
        stage.crowd.tell(() -> {
            for (int i = 0; i < callers; i++) {
                CrowdCaller one = stage.calls(CrowdStage.from(i));
                one.then(() -> stage.crowd.after(60, () -> one.voice.presses('1')));
            }
        });
        Waiting.until("all wait", () -> stage.api().figure("stillcall_callers_waiting", "") == callers);
    }

    /** Traces of those who waited in the server's memory. */
    List<String> traces() throws IOException {
        MemoryScan scan = new MemoryScan();
        for (int i = 0; i < WAIT; i++) {
            scan.addNumber(number(i));
        }
        return scan.in(stage.server().pid());
    }

    /** Whoever calls now is put through to whoever picks up. */
    void talks() {
        CrowdCaller caller = stage.crowd.ask(() -> {
            CrowdCaller one = stage.calls(CrowdStage.NOBODY);
            return one.then(() -> stage.crowd.after(60, () -> one.voice.presses('1')));
        });
        Waiting.until("a phone rings", () -> !stage.ringing().isEmpty());
        CrowdPhone.Ring ring = stage.ringing().getFirst();
        stage.crowd.tell(() -> ring.answers(() -> stage.crowd.after(60, ring::accepts)));
        Waiting.until(
                "both hear each other",
                () -> stage.crowd.ask(() -> ring.pickedUp()
                        && ring.voice().heard().keySet().equals(java.util.Set.of(caller.self))
                        && caller.voice.heard().keySet().equals(java.util.Set.of(ring.mark()))));
        stage.crowd.tell(caller::hangsUp);
        stage.awaitNobody();
    }

    /** Kills it, starts it anew and gives the milliseconds from the kill until a caller is answered. */
    long killed() {
        stage.server().kill();
        long began = System.nanoTime();
        stage.again();
        CrowdCaller next = stage.crowd.ask(() -> stage.calls(CrowdStage.NOBODY));
        Waiting.until("somebody is answered", () -> stage.crowd.ask(next::line) == CrowdCaller.Line.THERE);
        long took = (System.nanoTime() - began) / 1_000_000;
        stage.crowd.tell(next::hangsUp);
        stage.awaitNobody();
        return took;
    }

    @Override
    public void close() {
        stage.close();
    }
}
