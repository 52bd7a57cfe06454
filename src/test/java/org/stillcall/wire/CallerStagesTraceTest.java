package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Limits;
import org.stillcall.base.MemoryScan;

/**
 * G1, G17, P7: wherever a caller's call ends, a second later neither their number nor a piece of what they or an
 * advocate said is in the server's memory, and never in a file.
 */
@Tag("leak")
@Timeout(200)
class CallerStagesTraceTest {
    private static final Duration PURGED = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private CrowdStage stage;
    private final List<Integer> people = new ArrayList<>();

    @BeforeEach
    void start() {
        stage = new CrowdStage(
                        folder, 3, "messages = false\nlanguages = [\"en\", \"es\"]\nring_for = \"5m\"", ring -> {})
                .start();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private CrowdCaller calls() {
        int person = 20 + people.size();
        people.add(person);
        CrowdCaller caller = stage.crowd.ask(() -> stage.calls(CrowdStage.from(person)));
        Waiting.until("they hear the greeting", () -> stage.crowd.ask(() -> caller.voice.packets()) > 5);
        return caller;
    }

    private CrowdCaller waits() {
        CrowdCaller caller = calls();
        stage.crowd.tell(() -> caller.voice.presses('1'));
        Waiting.until("phones ring", () -> stage.ringing().size() == stage.phones.size());
        return caller;
    }

    private CrowdPhone.Ring picksUp() {
        CrowdPhone.Ring ring = stage.ringing().getFirst();
        stage.crowd.tell(() -> ring.answers(() -> {}));
        Waiting.until(
                "it is asked for the key",
                () -> stage.crowd.ask(() -> ring.pickedUp() && ring.voice().packets() > 5));
        return ring;
    }

    private CrowdPhone.Ring talks(CrowdCaller caller) {
        CrowdPhone.Ring ring = picksUp();
        stage.crowd.tell(ring::accepts);
        Waiting.until(
                "both hear each other",
                () -> stage.crowd.ask(() -> ring.voice().heard().containsKey(caller.self)
                        && caller.voice.heard().containsKey(ring.mark())));
        return ring;
    }

    private MemoryScan scan() {
        MemoryScan scan = new MemoryScan();
        people.forEach(person -> scan.addNumber(Kill.number(person)));
        stage.crowd.ask(() -> {
            stage.callers().forEach(one -> SpokenCanary.lookFor(scan, one.voice.canary()));
            stage.phones.stream()
                    .flatMap(phone -> phone.rings().stream())
                    .filter(CrowdPhone.Ring::pickedUp)
                    .forEach(ring -> SpokenCanary.lookFor(scan, ring.voice().canary()));
            return true;
        });
        return scan;
    }

    private void assertNothing(String when) throws IOException {
        Waiting.until(
                "nobody is left", () -> stage.ringing().isEmpty() && stage.api().figure("stillcall_callers ", "") == 0);
        long end = System.nanoTime() + PURGED.toNanos();
        Waiting.until("a second", () -> System.nanoTime() > end);
        assertEquals(List.of(), scan().in(stage.server().pid()), when);
        assertEquals(List.of(), scan().in(folder), when);
    }

    @Test
    void abandoned_inEachStage_leavesNothing() throws IOException {
        CrowdCaller greeted = calls();
        List<String> found = scan().in(stage.server().pid());
        assertTrue(found.stream().anyMatch(one -> !one.startsWith("PCM")), "the search for numbers is blind");
        stage.crowd.tell(greeted::hangsUp);
        assertNothing("while greeted");
        CrowdCaller waiting = waits();
        stage.crowd.tell(waiting::hangsUp);
        assertNothing("while phones ring");
        CrowdCaller asked = waits();
        picksUp();
        stage.crowd.tell(asked::hangsUp);
        assertNothing("after somebody picked up");
        CrowdCaller early = stage.crowd.ask(() -> stage.calls(CrowdStage.from(90)));
        people.add(90);
        stage.crowd.tell(early::cancels);
        Waiting.until("answered or not", () -> stage.crowd.ask(early::line) != CrowdCaller.Line.CALLING);
        stage.crowd.tell(early::hangsUp);
        assertNothing("as they called");
    }

    @Test
    void answered_andRefused_leavesNothing() throws IOException {
        CrowdCaller first = waits();
        CrowdPhone.Ring ring = talks(first);
        List<String> found = scan().in(ProcessHandle.current().pid());
        assertTrue(found.stream().anyMatch(one -> one.startsWith("PCMU")), "the search for sound is blind");
        stage.crowd.tell(first::hangsUp);
        assertNothing("they hung up");
        assertFalse(ring.isOn());
        CrowdCaller second = waits();
        CrowdPhone.Ring other = talks(second);
        stage.crowd.tell(other::hangsUp);
        Waiting.until("the advocate's end is theirs", () -> stage.crowd.ask(second::line) == CrowdCaller.Line.LEFT);
        assertNothing("the advocate hung up");
        int person = people.getLast();
        for (int i = 0; i < Limits.CALLS_A_MINUTE; i++) {
            CrowdCaller again = stage.crowd.ask(() -> stage.calls(CrowdStage.from(person)));
            Waiting.until("answered or refused", () -> stage.crowd.ask(again::line) != CrowdCaller.Line.CALLING);
            stage.crowd.tell(again::hangsUp);
        }
        assertEquals(
                1,
                stage.count(one -> one.line() == CrowdCaller.Line.REFUSED && one.status() == 486),
                "with the one before these it is one too many");
        assertNothing("refused");
    }
}
