package org.stillcall.practice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Handset;
import org.stillcall.console.PracticeDesk.Kind;
import org.stillcall.console.PracticeDesk.Result;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.media.Flow;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompt;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;

/** A simulated phone: one call at a time, and what it and the places around it keep. Loop thread only. */
final class PracticePhone {
    /**
     * What a phone is made of.
     *
     * @param owner what stands under its picture
     * @param line its number at the carrier in E.164 without the plus sign, empty for the desk phone
     */
    record Make(Label name, Kind kind, String owner, String line, Behaviour behaviour) {}

    private final Make make;
    private final PracticeCarrier.Means means;
    private final Sounds sounds;
    private final Pace pace;
    private final Traces traces;
    private final Consumer<Handset> changes;
    private final OutgoingCall.Exchange exchange;
    private final Supplier<OutgoingCall.@Nullable Shown> line;
    private Behaviour behaviour;
    private List<String> lastScreen = List.of();
    private @Nullable HandsetCall call;
    private OutgoingCall.@Nullable Shown lastShown;
    private OutgoingCall.@Nullable Shown called;
    private @Nullable PageHold hold;
    private PracticeDesk.Last last = PracticeDesk.Last.NONE;
    private int levelTold;

    /** What all phones of the carrier share. */
    record House(
            PracticeCarrier.Means means,
            Sounds sounds,
            Pace pace,
            Consumer<Handset> changes,
            OutgoingCall.Exchange exchange,
            Supplier<OutgoingCall.@Nullable Shown> line) {}

    PracticePhone(Make make, House house) {
        this.make = make;
        this.means = house.means();
        this.sounds = house.sounds();
        this.pace = house.pace();
        this.traces = new Traces(house.means().clock());
        this.changes = house.changes();
        this.exchange = house.exchange();
        this.line = house.line();
        this.behaviour = make.behaviour();
    }

    Label name() {
        return make.name();
    }

    PracticeCarrier.Means means() {
        return means;
    }

    Sounds sounds() {
        return sounds;
    }

    Pace pace() {
        return pace;
    }

    /** Who speaks where no page does. */
    private Prompt voice() {
        return switch (make.kind()) {
            case ADVOCATE -> sounds.desk();
            case SURVIVOR -> behaviour == Behaviour.SOMEBODY_ELSE ? sounds.other() : sounds.hello();
        };
    }

    // a page that is this phone

    /** Empty when another page has it. */
    Optional<PageHold> take(PracticeDesk.Hand hand) {
        if (hold != null) {
            return Optional.empty();
        }
        hold = new PageHold(this, hand);
        changed();
        return Optional.of(hold);
    }

    boolean inHand() {
        return hold != null;
    }

    /** Whether there is a voice for a call: a page whose sound is not there yet has none. */
    boolean canSpeak() {
        return hold == null || hold.sound() != null;
    }

    /** Gives a call's audio its voice and its ear. */
    void speakOn(MediaLeg call) {
        MediaLeg page = hold == null ? null : hold.sound();
        if (page != null) {
            call.stop();
            call.connect(page, Flow.BOTH);
        } else if (hold == null) {
            call.disconnect();
            call.play(voice(), true);
        }
    }

    /** The page's sound is there, or came by another way. */
    void soundMoved() {
        if (call != null) {
            call.speak();
        }
        changed();
    }

    /** The page is gone: so is its person. */
    void letGo(PageHold by) {
        if (hold == by) {
            hold = null;
            if (call != null && (call.state() == State.TALKING || call.state() == State.CALLING)) {
                call.hangUp();
            }
            changed();
        }
    }

    void press(char key) {
        if (call != null) {
            call.press(key);
        }
    }

    /** A call comes in; null when it was refused at once. */
    @Nullable
    LegListener ring(IncomingInvite invite, Set<Fault> faults) {
        Arrival arrival = Arrival.read(invite.request(), invite.user());
        boolean survivor = make.kind() == Kind.SURVIVOR;
        CallerShown shown = survivor ? CallerShown.of(arrival, faults) : CallerShown.atDesk(arrival);
        if (call != null) {
            invite.leg().refuse(486);
            note(new Traces.Ended(Ending.BUSY, shown, arrival, means.clock().instant(), 0));
            return null;
        }
        if (Conduct.of(behaviour, shown.hidden()) instanceof Conduct.Refuse refuse) {
            invite.leg().refuse(refuse.status());
            note(new Traces.Ended(refuse.ending(), shown, arrival, means.clock().instant(), 0));
            return null;
        }
        PhoneCall taken = PhoneCall.take(this, invite, arrival, shown).orElse(null);
        call = taken;
        if (taken == null) {
            return null;
        }
        lastScreen = List.of();
        if (survivor) {
            saw(CallerShown.seen(arrival, faults), invite);
        }
        taken.begin(Conduct.of(behaviour, shown.hidden()), faults.contains(Fault.DELAYS) ? pace.delay() : 0);
        return taken;
    }

    /** Only a number that was shown can be called back; a private call leaves the one before. */
    private void saw(String seen, IncomingInvite invite) {
        if (!seen.isEmpty()) {
            lastShown = OutgoingCall.placeOf(invite.request())
                    .map(place -> new OutgoingCall.Shown(seen, place))
                    .orElse(null);
        }
    }

    private boolean callBack(boolean hidden) {
        return calls(lastShown, hidden);
    }

    private boolean calls(OutgoingCall.@Nullable Shown whom, boolean hidden) {
        if (call != null || whom == null || !canSpeak()) {
            return false;
        }
        called = whom;
        call = OutgoingCall.begin(this, whom, exchange, hidden ? "" : "+" + make.line())
                .orElse(null);
        lastScreen = List.of();
        changed();
        return call != null;
    }

    Result act(Action action) {
        boolean done = switch (action) {
            case Action.Answer _ -> call != null && call.answer();
            case Action.Reject _ -> call != null && call.reject();
            case Action.HangUp _ -> call != null && call.hangUp();
            case Action.Press press -> call != null && call.press(press.key());
            case Action.Behave behave -> behave(behave.behaviour());
            case Action.Lose _ -> call != null && call.lose();
            case Action.FallSilent _ -> call != null && call.fallSilent();
            case Action.CallBack back -> callBack(back.hidden());
            case Action.CallLine own -> calls(published(), own.hidden());
        };
        return done ? Result.DONE : Result.NOT_NOW;
    }

    private boolean behave(Behaviour next) {
        behaviour = next;
        changed();
        return true;
    }

    /** The call at this phone is over. */
    void ended(Traces.Ended what) {
        call = null;
        lastScreen = switch (what.ending()) {
            case MISSED, BEFORE_THE_TONE -> List.of("Missed call", what.shown().text());
            case MESSAGE -> List.of("Missed call, voicemail", what.shown().text());
            case BEFORE_RINGING, TALKED, DECLINED, BUSY, BLOCKED_BY_CARRIER, BLOCKED_BY_PHONE -> List.of();
        };
        note(what);
    }

    private void over(String ending, long seconds) {
        last = new PracticeDesk.Last(last.calls() + 1, ending, seconds);
    }

    /** The call that was made from this phone is over. */
    void returned(Traces.Made what) {
        call = null;
        lastScreen =
                what.talked() ? List.of() : List.of("Call ended", what.shown().text());
        over(called == published() ? "CALLED" : "CALLED_BACK", what.seconds());
        traces.note(what);
        changed();
    }

    private void note(Traces.Ended what) {
        over(what.ending().name(), what.seconds());
        switch (make.kind()) {
            case SURVIVOR -> traces.note(what);
            case ADVOCATE -> traces.noteAtDesk(what);
        }
        changed();
    }

    /** What the customer publishes, for a survivor's phone; null for none. */
    private OutgoingCall.@Nullable Shown published() {
        return make.kind() == Kind.SURVIVOR ? line.get() : null;
    }

    private static String written(OutgoingCall.@Nullable Shown whom) {
        return whom == null ? "" : CallerShown.written(whom.seen());
    }

    void changed() {
        levelTold = level();
        changes.accept(handset());
    }

    /** Tells the loudness when it is another. */
    void measured() {
        if (level() != levelTold) {
            changed();
        }
    }

    private int level() {
        return call == null ? 0 : call.level();
    }

    Handset handset() {
        HandsetCall now = call;
        return new Handset(
                make.name(),
                make.kind(),
                make.owner(),
                make.line().isEmpty() ? "" : "+" + make.line(),
                behaviour,
                now == null ? State.IDLE : now.state(),
                now == null ? lastScreen : screen(now),
                level(),
                traces.callLog(),
                traces.voicemail(),
                traces.bill(),
                traces.footprints(),
                written(lastShown),
                written(published()),
                hold != null,
                last);
    }

    private static List<String> screen(HandsetCall now) {
        List<String> lines = new ArrayList<>();
        switch (now.state()) {
            case IDLE -> {
                return List.of();
            }
            case RINGING -> lines.add("Incoming call");
            case CALLING -> lines.add("Calling");
            case TALKING -> lines.add("On a call");
            case GREETING, RECORDING -> lines.add("Missed call");
        }
        lines.add(now.shown().text());
        lines.addAll(now.shown().extra());
        return List.copyOf(lines);
    }
}
