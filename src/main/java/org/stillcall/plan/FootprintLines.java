package org.stillcall.plan;

import java.util.StringJoiner;
import org.stillcall.plan.Footprint.Agreed;
import org.stillcall.plan.Footprint.Facts;
import org.stillcall.plan.Footprint.Level;
import org.stillcall.plan.Footprint.Line;
import org.stillcall.plan.Footprint.Surface;
import org.stillcall.plan.Footprint.Withholding;

/** The sentences of a {@link Footprint}, and the level of each of its lines. */
final class FootprintLines {
    private static final String NEVER_SEEN = "No probe of ours has seen what their phone shows.";
    private static final String SEEN = "A test call on this line showed just that, and nothing else.";
    private static final String WATCHED =
            "Somebody may be watching this phone: that a call comes can be seen and heard.";

    private FootprintLines() {}

    static Line screen(Facts facts) {
        Level level = switch (facts.shows()) {
            case HIDDEN -> isWatched(facts) ? Level.AMBER : Level.GREEN;
            case NUMBER, SHOWN -> Level.RED;
        };
        String what = switch (facts.shows()) {
            case HIDDEN -> "A private call, no number, no name.";
            case NUMBER -> "A number that belongs to nobody, without a name.";
            case SHOWN -> "A number that belongs to nobody, with the name that was agreed if its line has one.";
        };
        StringJoiner why = new StringJoiner(" ");
        if (facts.shows() == Identity.HIDDEN) {
            why.add(withheld(facts.withholding())).add(seen(facts));
        } else {
            why.add("You asked for it and it was agreed. It can be read while it rings, and searched for.");
        }
        if (isWatched(facts)) {
            why.add(WATCHED);
        }
        return new Line(Surface.SCREEN, level, what, why.toString());
    }

    private static String seen(Facts facts) {
        return facts.seen().day() == null ? NEVER_SEEN : SEEN;
    }

    private static String withheld(Withholding how) {
        return switch (how) {
            case ASKED ->
                "The line was set up as one that withholds the caller where a call asks for it; this one does.";
            case CODE -> "The line was set up to withhold the caller by a code before the number; this call dials it.";
            case CONTRACT -> "The line's carrier withholds every call by contract, and it was seen to hold.";
        };
    }

    static Line callLog(Facts facts) {
        boolean hidden = facts.shows() == Identity.HIDDEN;
        boolean twice = facts.under() != null && facts.under().signalled();
        boolean redials = facts.dropped() instanceof DroppedRule.RedialOnce;
        Level level = !hidden ? Level.RED : twice || isWatched(facts) ? Level.AMBER : Level.GREEN;
        String what = hidden
                ? twice ? "Two private calls, with their times." : "A private call, with its time."
                : twice ? "Two calls of that number, with their times." : "That number, with the time.";
        StringJoiner why = new StringJoiner(" ");
        why.add(
                hidden
                        ? "Most phones list a private call without anything that could be called back."
                        : "It stays in the list until somebody deletes it.");
        if (twice) {
            why.add("The sign before the call is a call of its own, and may be listed as a missed one.");
        }
        if (redials) {
            why.add("If the line drops, one more call follows as agreed, and is listed too.");
        }
        if (!hidden) {
            why.add(
                    facts.dropped() instanceof DroppedRule.WaitForReturn
                            ? "It can be called back: if the line drops it reaches you for the agreed time, and else it"
                                    + " leads nowhere."
                            : "It can be called back and leads nowhere.");
        }
        if (isWatched(facts)) {
            why.add(WATCHED);
        }
        return new Line(Surface.CALL_LOG, level, what, why.toString());
    }

    static Line bill(Facts facts) {
        String kept =
                "Their carrier keeps a record of every call that reaches its network, and can trace a private one.";
        return facts.shows() == Identity.HIDDEN
                ? new Line(
                        Surface.BILL,
                        Level.AMBER,
                        "Perhaps a private call, with its time and length.",
                        "Most bills do not list calls that were received, and some do, on paper or online. " + kept
                                + " We cannot know theirs.")
                : new Line(
                        Surface.BILL,
                        isWatched(facts) ? Level.RED : Level.AMBER,
                        "Perhaps that number, with the time and length.",
                        "Some bills list calls that were received, and the number would stand there. " + kept
                                + " We cannot know theirs.");
    }

    static Line voicemail(Facts facts) {
        Agreed under = facts.under();
        VoicemailConsent.Wording wording = under == null ? VoicemailConsent.Wording.NONE : under.voicemail();
        return switch (wording) {
            case NONE ->
                new Line(
                        Surface.VOICEMAIL,
                        Level.GREEN,
                        "Nothing, if you hang up before the tone.",
                        "No message may be left now. A machine that begins early may keep a moment of silence.");
            case VAGUE ->
                new Line(
                        Surface.VOICEMAIL,
                        isWatched(facts) ? Level.RED : Level.AMBER,
                        "At most a message that says nothing, in the agreed words.",
                        "They agreed to it. Whoever hears the voicemail hears your voice.");
            case AGREED ->
                new Line(
                        Surface.VOICEMAIL,
                        isWatched(facts) ? Level.RED : Level.AMBER,
                        "At most a message in the agreed words.",
                        "They agreed to these words and no others. Whoever hears the voicemail hears them.");
        };
    }

    static Line ourDisk(Facts facts) {
        if (facts.under() != null && facts.under().overridden()) {
            return new Line(
                    Surface.OUR_DISK,
                    Level.AMBER,
                    "No number, no name. A receipt says in which hour a plan was overridden.",
                    "Which plan it was is not said. The centre is told, and an attempt is counted in the plan.");
        }
        return new Line(
                Surface.OUR_DISK,
                Level.GREEN,
                "No number, no name, no time.",
                "The number is overwritten in memory when the call is over. An attempt is counted in a plan, and totals"
                        + " without anybody's name.");
    }

    private static boolean isWatched(Facts facts) {
        return facts.under() != null && facts.under().monitored();
    }
}
