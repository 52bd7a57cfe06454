package org.stillcall.practice;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Handset;

/** Watches one handset and waits until it shows what is expected. */
final class Eyes implements AutoCloseable {
    private static final long SECONDS = 10;

    private final LinkedBlockingQueue<Handset> seen = new LinkedBlockingQueue<>();
    private final PracticeDesk.Watch watch;
    private Handset last;

    Eyes(PracticeDesk desk, String name) {
        last = desk.handsets().stream()
                .filter(handset -> handset.name().text().equals(name))
                .findFirst()
                .orElseThrow();
        watch = desk.watch(handset -> {
            if (handset.name().text().equals(name)) {
                seen.add(handset);
            }
        });
    }

    /** The next state of it, from what was seen last on, that is as expected. */
    Handset until(Predicate<Handset> expected) throws InterruptedException {
        while (!expected.test(last)) {
            Handset next = seen.poll(SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("It stayed at " + last);
            }
            last = next;
        }
        return last;
    }

    @Override
    public void close() {
        watch.close();
    }
}
