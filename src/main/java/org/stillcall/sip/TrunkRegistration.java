package org.stillcall.sip;

/**
 * How a registration of ours at a trunk goes on (RFC 3261 section 10.2): a pure table.
 *
 * @param state where it stands
 * @param failures tries in a row that came to nothing, all places of the trunk counted as one try
 * @param place which place of the route is being tried
 * @param seconds what is asked for
 */
record TrunkRegistration(TrunkLine.State state, int failures, int place, long seconds) {
    /** What came of the last REGISTER, or of the place that took it. */
    sealed interface Event {
        /** Time to send one: the first, a refresh or another try. */
        record Due() implements Event {}

        /** 200, for so long. */
        record Granted(long seconds) implements Event {}

        /** 423, with the least that is granted. */
        record TooBrief(long leastSeconds) implements Event {}

        /** 503, or anything else that another place may do better; 0 when no time was named. */
        record Unavailable(long retryAfterSeconds) implements Event {}

        /** Any other final response: no place will say otherwise. */
        record Refused() implements Event {}

        /** No response. */
        record Silent() implements Event {}

        /** The connection that the registration stood on is gone. */
        record Lost() implements Event {}

        /** The granted time has passed without a new grant. */
        record Lapsed() implements Event {}

        /** Nowhere to send it: DNS found nothing, now or before. */
        record Nowhere() implements Event {}
    }

    /** What is to be done. */
    sealed interface Action {
        record Send() implements Action {}

        /** Come back when this share of the granted time has passed. */
        record Refresh(long fromMillis, long toMillis) implements Action {}

        /** Come back after a random time between both. */
        record Retry(long fromMillis, long toMillis) implements Action {}

        record Nothing() implements Action {}
    }

    /** The next state and what is to be done. */
    record Step(TrunkRegistration next, Action action) {}

    private static final long FIRST_MILLIS = 4_000;
    private static final long LONGEST_MILLIS = 600_000;
    /** After a refusal, which is mostly a wrong password: trunks lock accounts that try often. */
    private static final long REFUSED_MILLIS = 60_000;

    /** A trunk that closes each connection at once is not to be hammered. */
    private static final long LOST_MILLIS = 1_000;

    private static final long MOST_SECONDS = 86_400;

    static TrunkRegistration first(long seconds) {
        return new TrunkRegistration(TrunkLine.State.UNREGISTERED, 0, 0, seconds);
    }

    /** {@code places}: how many the trunk has. */
    Step on(Event event, int places) {
        return switch (event) {
            case Event.Due _ -> new Step(in(trying()), new Action.Send());
            case Event.Granted granted -> granted(Math.clamp(granted.seconds(), 1, MOST_SECONDS));
            case Event.TooBrief brief -> tooBrief(brief.leastSeconds());
            case Event.Unavailable busy -> elsewhere(places, busy.retryAfterSeconds() * 1000);
            case Event.Silent _ -> elsewhere(places, 0);
            case Event.Nowhere _ -> elsewhere(0, 0);
            case Event.Refused _ -> failed(REFUSED_MILLIS);
            case Event.Lost _ ->
                new Step(in(TrunkLine.State.REGISTERING), new Action.Retry(LOST_MILLIS, 4 * LOST_MILLIS));
            case Event.Lapsed _ ->
                state == TrunkLine.State.REGISTERED
                        ? new Step(in(TrunkLine.State.FAILED), new Action.Nothing())
                        : new Step(this, new Action.Nothing());
        };
    }

    /** While an earlier grant lasts a refresh on its way does not make it less. */
    private TrunkLine.State trying() {
        return state == TrunkLine.State.REGISTERED ? state : TrunkLine.State.REGISTERING;
    }

    private TrunkRegistration in(TrunkLine.State next) {
        return new TrunkRegistration(next, failures, place, seconds);
    }

    private Step granted(long granted) {
        TrunkRegistration next = new TrunkRegistration(TrunkLine.State.REGISTERED, 0, place, seconds);
        return new Step(next, new Action.Refresh(granted * 800, granted * 900));
    }

    private Step tooBrief(long least) {
        if (least <= seconds || least > MOST_SECONDS) {
            return failed(REFUSED_MILLIS);
        }
        return new Step(new TrunkRegistration(trying(), failures, place, least), new Action.Send());
    }

    /** The next place at once; after the last one all from the first again, later each time. */
    private Step elsewhere(int places, long atLeastMillis) {
        if (place + 1 < places) {
            return new Step(new TrunkRegistration(trying(), failures, place + 1, seconds), new Action.Send());
        }
        return failed(atLeastMillis);
    }

    private Step failed(long atLeastMillis) {
        long to = Math.min(Math.max(FIRST_MILLIS << Math.min(failures, 10), 2 * atLeastMillis), LONGEST_MILLIS);
        long from = Math.max(to / 2, Math.min(atLeastMillis, LONGEST_MILLIS));
        TrunkLine.State then =
                state == TrunkLine.State.REGISTERED ? TrunkLine.State.REGISTERED : TrunkLine.State.FAILED;
        TrunkRegistration next = new TrunkRegistration(then, failures + 1, 0, seconds);
        return new Step(next, new Action.Retry(from, Math.max(from, to)));
    }
}
