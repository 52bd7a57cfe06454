package org.stillcall.helpline;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.CalledIn;
import org.stillcall.call.CallerLine;
import org.stillcall.duty.Voice;
import org.stillcall.helpline.Welcome.Event;
import org.stillcall.helpline.Welcome.Stage;
import org.stillcall.media.Prompt;
import org.stillcall.store.PersonId;

/**
 * One caller of a published number: runs the actions of {@link Welcome}, from their call until it is over or until
 * somebody talks with them, and again when that person's phone is lost. Loop thread only.
 */
final class Caller implements CallerLine.Ear, CalledIn.Talk {
    /** How long a key is waited for once all was said. */
    static final long KEY_MILLIS = 4_000;

    private final House house;
    private Helpline helpline;
    private final CallerLine line;
    private Welcome.Offer offer;
    private final @Nullable Direct direct;
    private final long arrived;
    private final @Nullable Token token;
    private final Speech speech = new Speech();
    private final KeyedCode keyed = new KeyedCode();
    private String code;
    private Welcome.State state;
    private @Nullable PersonId preferred;
    private final Partner partner;
    private final SecondCentre elsewhere;
    private boolean returned;
    private boolean blocked;
    private boolean over;
    private Loop.@Nullable Timer timer;
    private MessageBox.@Nullable Recording recording;

    Caller(House house, Helpline helpline, CallerLine line, House.Means means) {
        this.house = house;
        this.helpline = helpline;
        this.line = line;
        this.offer = means.offer();
        this.direct = means.direct();
        this.token = means.token();
        this.code = means.code();
        this.partner = new Partner(house);
        this.elsewhere = new SecondCentre(house, this);
        this.arrived = house.loop().nowMillis();
        this.state = new Welcome.State(Stage.GONE, null, Voice.NOT_SAID, 0, false);
    }

    /** Answers and leads them. */
    void begin(Returning.@Nullable Found back) {
        if (over) {
            return; // they hung up before the first word
        }
        line.answer();
        preferred = direct == null ? null : house.whose(direct);
        lead(back);
    }

    private void lead(Returning.@Nullable Found back) {
        Welcome.Step first = Welcome.begin(offer);
        if (back == null) {
            take(first);
        } else {
            state = first.next();
            comesBack(back);
        }
    }

    private void comesBack(Returning.Found back) {
        preferred = back.person();
        code = back.code();
        returned = true;
        happen(new Event.Returned());
    }

    /** From somebody's own number to the programme's published one. */
    private void enterHelpline() {
        House.Entered entered = house.enter(this, token);
        helpline = entered.helpline();
        offer = entered.offer();
        preferred = null;
        lead(entered.back());
    }

    Helpline helpline() {
        return helpline;
    }

    CallerLine line() {
        return line;
    }

    String code() {
        return code;
    }

    @Nullable
    Label language() {
        return state.language();
    }

    Voice voice() {
        return state.voice();
    }

    /** Who is to be rung first; null for nobody in particular. */
    @Nullable
    PersonId preferred() {
        return preferred;
    }

    boolean waits() {
        return state.stage() == Stage.WAITING || isForOne();
    }

    /** Whether they seek the person whose number they called, and nobody else. */
    boolean isForOne() {
        return state.stage() == Stage.DIRECT;
    }

    boolean talks() {
        return state.stage() == Stage.TAKEN;
    }

    Duration waited() {
        return Duration.ofMillis(house.loop().nowMillis() - arrived);
    }

    /** When they called, by the loop's clock. */
    long arrived() {
        return arrived;
    }

    // what happens to them

    void happen(Event event) {
        if (!over) {
            take(Welcome.step(offer, state, event));
        }
    }

    private void take(Welcome.Step step) {
        boolean moved = step.next().stage() != state.stage();
        state = step.next();
        if (moved) {
            cancel();
        }
        for (Welcome.Action action : step.actions()) {
            run(action);
        }
        if (state.stage() == Stage.GONE) {
            leave();
        }
    }

    private void run(Welcome.Action action) {
        switch (action) {
            case SAY_CHALLENGE -> say(house.words().challenge(helpline, String.valueOf(offer.key())));
            case SAY_GREETING -> say(house.words().greeting(helpline));
            case SAY_VOICE_MENU -> say(List.of(sentence(CallerSentence.VOICE_MENU)));
            case SAY_OFF_DUTY -> say(house.words().offDuty(helpline));
            case ENTER_HELPLINE -> enterHelpline();
            case AWAIT_KEY -> timer = house.loop().after(KEY_MILLIS, () -> happen(new Event.Silence()));
            case SAY_WAIT -> say(house.words().waiting(this, token == null, place()));
            case PLAY_TONE -> line.media().play(house.words().tone(), true);
            case SEEK -> seek();
            case STOP_SEEKING -> house.seeksNot(this);
            case SAY_ELSEWHERE -> say(List.of(sentence(CallerSentence.ELSEWHERE)));
            case CALL_ELSEWHERE -> elsewhere.call();
            case LEAVE_ELSEWHERE -> elsewhere.leave();
            case SAY_LEAVE_MESSAGE ->
                say(List.of(
                        sentence(CallerSentence.LEAVE_MESSAGE), house.words().beep()));
            case RECORD -> record();
            case FINISH_RECORDING -> finishRecording();
            case SAY_KEPT -> say(List.of(sentence(CallerSentence.MESSAGE_KEPT)));
            case SAY_NOBODY -> say(List.of(sentence(CallerSentence.NOBODY_HERE)));
            case HANG_UP -> line.hangUp();
        }
    }

    /** Nobody is rung for an answer that nobody may have heard. */
    private void seek() {
        if (line.isAcknowledged()) {
            house.seeks(this);
        }
    }

    @Override
    public void acknowledged() {
        if (!over && waits()) {
            house.seeks(this);
        }
    }

    /** Whether their network has left our answer unheard for so long that another may have their place. */
    boolean isUnheard() {
        return !line.isAcknowledged() && house.loop().nowMillis() - arrived >= Limits.CALLER_UNHEARD_MILLIS;
    }

    private int place() {
        return helpline.offers().place() ? house.place(this) : 0;
    }

    private Prompt sentence(CallerSentence sentence) {
        return house.words().sentence(this, sentence);
    }

    // what they hear

    private void say(List<Prompt> prompts) {
        speech.begin(prompts);
        sayNext();
    }

    private void sayNext() {
        if (!speech.next(line.media())) {
            happen(new Event.Said());
        }
    }

    @Override
    public void played() {
        if (!over && speech.isOn() && state.leads()) {
            sayNext();
        }
    }

    // what they key

    @Override
    public void keyed(char key) {
        if (over) {
            return;
        }
        if (!state.mayReturn()) {
            keyed.forget();
            happen(new Event.Key(key));
            return;
        }
        switch (keyed.take(key, house.loop().nowMillis())) {
            case KeyedCode.Came.Part _ -> {}
            case KeyedCode.Came.Code whole -> codeKeyed(whole.text());
            case KeyedCode.Came.Key alone -> happen(new Event.Key(alone.key()));
        }
    }

    private void codeKeyed(String text) {
        Returning.Found back = house.byCode(this, text);
        if (back != null && waits()) {
            preferred = back.person();
            code = back.code();
            returned = true;
            house.seeksNot(this);
            seek();
        } else if (back != null) {
            comesBack(back);
        }
    }

    // messages

    private void record() {
        Consumer<MessageBox.Ended> told = how -> happen(new Event.Recorded(how.isKept()));
        recording = house.record(this, told);
        if (recording == null) {
            happen(new Event.NoRoom());
        }
    }

    private void finishRecording() {
        if (recording != null) {
            recording.finish();
        }
    }

    // who takes them

    /** Everybody was rung in vain, or nobody is there. */
    void nobody() {
        house.nobody(this);
        happen(new Event.Nobody());
    }

    /** Somebody accepted: false when it came to nothing, and the half is still whoever's it was. */
    boolean accepted(Hunting.Accepting by) {
        if (over || !waits()) {
            return false;
        }
        PersonId before = partner.becomes(by);
        line.media().stop();
        CalledIn facts = new CalledIn(
                helpline.programme(), language(), waited(), KeyedCode.BEGINS + code, helpline.again(), returned, this);
        happen(new Event.Accepted());
        if (house.connect(line, by.accepted(), facts)) {
            return true;
        }
        partner.isAgain(before);
        happen(new Event.PersonLost());
        return false;
    }

    @Override
    public void callerGone() {
        PersonId with = partner.person();
        if (!blocked && with != null && !helpline.again().isZero()) {
            house.expect(helpline, new Returning.Sign(token, code), with);
        }
    }

    @Override
    public void personLost(CallerLine back) {
        partner.free();
        back.hears(this);
        preferred = partner.person();
        returned = true;
        if (back.over()) {
            happen(new Event.HungUp());
        } else {
            happen(new Event.PersonLost());
        }
    }

    @Override
    public void handedTo(@Nullable PersonId person) {
        partner.handedTo(person);
    }

    @Override
    public void over() {
        partner.free();
        if (state.stage() == Stage.TAKEN) {
            happen(new Event.HungUp());
        }
    }

    @Override
    public boolean block() {
        blocked = true;
        if (token == null) {
            return false;
        }
        house.refuse(token);
        return true;
    }

    // how it ends

    @Override
    public void gone() {
        happen(new Event.HungUp());
    }

    /** Ends it whatever they do. */
    void end() {
        line.hangUp();
        line.forget();
        happen(new Event.HungUp());
    }

    private void leave() {
        if (!over) {
            over = true;
            cancel();
            if (token != null) {
                token.close();
            }
            house.left(this);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return "Caller";
    }
}
