package org.stillcall.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * What a call leaves behind, before it is made: on the survivor's screen, in their phone's list of calls, on their
 * bill, in their voicemail, and on our own disk. Pure: the same call gives the same footprint. It holds constant
 * sentences alone, so no number and no name can stand in it. What nobody here can know is {@link Level#AMBER}.
 *
 * @param shows what the survivor's phone is to show
 * @param lines one for every {@link Surface}, in their order
 * @param seen what a test call saw of it
 */
public record Footprint(Identity shows, List<Line> lines, Seen seen) {
    /** Where a call leaves something. */
    public enum Surface {
        SCREEN,
        CALL_LOG,
        BILL,
        VOICEMAIL,
        OUR_DISK
    }

    /** How much. */
    public enum Level {
        /** Nothing that tells who called. */
        GREEN,
        /** Perhaps something, or something that says little; or nobody here can know. */
        AMBER,
        /** Something that can be read, asked about or called back. */
        RED
    }

    /** How the line that the call would take is told to withhold the caller. */
    public enum Withholding {
        /** It honours the wish for privacy that goes with each call. */
        ASKED,
        /** A code is dialled before the number. */
        CODE,
        /** Its carrier withholds every call by contract, and somebody has seen it hold. */
        CONTRACT
    }

    /**
     * One surface.
     *
     * @param what it will show, and {@code why}: a few constant sentences each
     */
    public record Line(Surface surface, Level level, String what, String why) {}

    /**
     * What a test call of ours saw on the line that the call would take.
     *
     * @param day when one showed on the screen what is promised here, and nothing else; null where none did
     */
    public record Seen(@Nullable Label line, @Nullable LocalDate day) {
        /** Nobody looked. */
        public static final Seen NEVER = new Seen(null, null);
    }

    /**
     * The call as it is to be.
     *
     * @param dropped what follows a drop
     * @param under what was agreed; null for a call without a plan
     */
    public record Facts(
            Identity shows,
            Withholding withholding,
            DroppedRule dropped,
            @Nullable Agreed under,
            Seen seen) {
        /** On a line that was never tested. */
        public Facts(Identity shows, Withholding withholding, DroppedRule dropped, @Nullable Agreed under) {
            this(shows, withholding, dropped, under, Seen.NEVER);
        }

        @Override
        public String toString() {
            return "Facts";
        }
    }

    /**
     * What was agreed, as it holds at the moment of the call.
     *
     * @param signalled whether the phone rings once as a sign before it
     * @param overridden whether the call is made outside the plan because of danger
     */
    public record Agreed(VoicemailConsent.Wording voicemail, boolean monitored, boolean signalled, boolean overridden) {
        /** Of a plan as it stands at that moment. */
        public static Agreed of(PlanStanding standing, Instant now) {
            ContactPlan plan = standing.plan();
            boolean overridden =
                    standing.override() != null && standing.override().holds(now);
            return new Agreed(plan.voicemail(now), plan.monitored(), plan.ring() != null, overridden);
        }

        @Override
        public String toString() {
            return "Agreed";
        }
    }

    public Footprint {
        lines = List.copyOf(lines);
    }

    /** What that call will leave. */
    public static Footprint of(Facts facts) {
        return new Footprint(
                facts.shows(),
                List.of(
                        FootprintLines.screen(facts),
                        FootprintLines.callLog(facts),
                        FootprintLines.bill(facts),
                        FootprintLines.voicemail(facts),
                        FootprintLines.ourDisk(facts)),
                facts.seen());
    }
}
