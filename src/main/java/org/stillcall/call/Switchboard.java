package org.stillcall.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;

/** What the console, the API and the command line may ask of the switch. Any thread may call it. */
public interface Switchboard {
    /**
     * Decides about a call and, if it may be, begins it by ringing the near phone.
     *
     * @param number is taken over: the switch overwrites it, whatever the answer is
     */
    Placement place(Wish wish, Digits number);

    /** A call that is in progress or ended less than a minute ago. */
    Optional<CallView> find(String id);

    /** Ends a call; false when there is none of that id in progress. */
    boolean end(String id);

    List<PhoneView> phones();

    List<TrunkView> trunks();

    /** Hears every change of one call, the present state first, until it is closed; empty for an unknown id. */
    Optional<Watch> watch(String id, Consumer<CallView> listener);

    /** Whether calls are possible now. */
    boolean ready();

    /** The present totals, for metrics: no person's data. */
    Totals totals();

    /**
     * A call that somebody asks for.
     *
     * @param asked what the survivor's phone is to show, hidden unless chosen for this call (P1)
     * @param confirmed whether the advocate said yes to what showing means
     */
    record Wish(Label phone, Label programme, Identity asked, boolean confirmed) {}

    /** What came of a request. */
    sealed interface Placement {
        record Placed(CallView call) implements Placement {}

        /** @param reason a stable word in capitals for programs, {@code message} a sentence for people */
        record Refused(String reason, String message, Optional<Instant> nextSafeTime) implements Placement {}
    }

    /** Where a call stands. */
    enum State {
        RINGING_ADVOCATE,
        CONFIRMING,
        CALLING,
        RINGING,
        TALKING,
        ENDED
    }

    /**
     * A call as its advocate may see it: no number, no name.
     *
     * @param outcome a stable word in capitals once it ended
     * @param message a sentence for people, empty while all goes well
     */
    record CallView(String id, State state, Optional<String> outcome, String message, int levelNear, int levelFar) {}

    record PhoneView(Label name, String kind, boolean reachable, boolean busy) {}

    record TrunkView(Label name, String state) {}

    /** Counts since the start. */
    record Totals(List<Count> ended, int inProgress, int freePorts, int freeNumbers, List<Gauge> gauges) {}

    /** One anonymous counter of ended calls (G20): {@code length} is a bucket's name. */
    record Count(Label programme, String kind, String outcome, String length, long calls) {}

    /** A figure for metrics: {@code name} in Prometheus form, without labels of persons. */
    record Gauge(String name, String help, double value) {}

    /** A subscription. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
