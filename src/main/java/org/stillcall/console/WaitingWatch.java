package org.stillcall.console;

import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;

/**
 * Lets pages know that more or fewer wait for somebody, or others do: that alone, so that they ask, and once a look at
 * most, however many call. Run once a second; one thread.
 */
final class WaitingWatch implements Runnable {
    private final Switchboard switchboard;
    private final Runnable changed;
    private List<Seen> known = List.of();

    private record Seen(Label programme, Optional<Label> language, int callers) {}

    WaitingWatch(Switchboard switchboard, Runnable changed) {
        this.switchboard = switchboard;
        this.changed = changed;
    }

    @Override
    public void run() {
        List<LineView> lines = switchboard.lines();
        if (lines.isEmpty()) {
            return; // nothing is published, or the switch is too busy to answer
        }
        List<Seen> now = lines.stream()
                .flatMap(line -> line.waits().stream()
                        .map(waits -> new Seen(line.programme(), waits.language(), waits.callers())))
                .toList();
        if (!now.equals(known)) {
            known = now;
            changed.run();
        }
    }
}
