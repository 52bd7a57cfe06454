package org.stillcall.practice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.ReleaseCause;
import org.stillcall.sip.Slice;

/** One call at a handset, from its INVITE to its end. Loop thread only. */
final class PhoneCall implements HandsetCall, LegListener, MediaListener {
    /** What a network says that lost a call: temporary failure. */
    static final ReleaseCause LOST = new ReleaseCause(41);

    private static final long NEVER = -1;

    private final PracticePhone phone;
    private final Leg leg;
    private final Arrival arrival;
    private final CallerShown shown;
    private final Instant began;
    private final List<Loop.Timer> timers = new ArrayList<>(4);
    private RtpLeg media;
    private byte[] sdp;
    private Loop.@Nullable Timer meter;
    private State state = State.IDLE;
    private @Nullable Ending ending;
    private long since = NEVER;
    private boolean toneStarted;
    private boolean drops;

    @SuppressWarnings("NullAway.Init") // take() hands out none without its media
    private PhoneCall(PracticePhone phone, Leg leg, Arrival arrival, CallerShown shown) {
        this.phone = phone;
        this.leg = leg;
        this.arrival = arrival;
        this.shown = shown;
        this.began = phone.means().clock().instant();
    }

    /** A call with its end of the audio; refused, and empty, when there is no port free or the offer cannot be met. */
    static Optional<PhoneCall> take(PracticePhone phone, IncomingInvite invite, Arrival arrival, CallerShown shown) {
        PhoneCall call = new PhoneCall(phone, invite.leg(), arrival, shown);
        RtpLeg media = phone.means().media().open(call);
        if (media == null) {
            invite.leg().refuse(503);
            return Optional.empty();
        }
        Slice offer = invite.offer();
        if (media.answerTo(SecureMedia.ALLOWED, offer.memory(), offer.start(), offer.length())
                instanceof Negotiation.Answer answer) {
            call.media = media;
            call.sdp = answer.body().bytes();
            return Optional.of(call);
        }
        media.close();
        invite.leg().refuse(488);
        return Optional.empty();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public CallerShown shown() {
        return shown;
    }

    @Override
    public int level() {
        return switch (state) {
            case IDLE, RINGING, CALLING -> 0;
            case TALKING, GREETING, RECORDING -> media.levelHeard();
        };
    }

    /** Does what the handset does, after a slow carrier's {@code delay} in milliseconds. */
    void begin(Conduct conduct, int delay) {
        if (delay > 0) {
            after(delay, () -> begin(conduct, 0));
            return;
        }
        Pace pace = phone.pace();
        switch (conduct) {
            case Conduct.Ring _ -> ring();
            case Conduct.Answer _ -> {
                ring();
                after(pace.answer(), this::answerByItself);
            }
            case Conduct.Drop _ -> {
                drops = true;
                ring();
                after(pace.answer(), this::answerByItself);
            }
            case Conduct.Voicemail _ -> {
                ring();
                after(pace.voicemail(), this::record);
            }
            case Conduct.Refuse refuse -> {
                leg.refuse(refuse.status());
                end(refuse.ending());
            }
        }
    }

    private void ring() {
        state = State.RINGING;
        leg.ring();
        after(phone.pace().ringLimit(), () -> {
            leg.refuse(408);
            end(Ending.MISSED);
        });
        phone.changed();
    }

    @Override
    public boolean answer() {
        if (state != State.RINGING || !phone.canSpeak()) {
            return false;
        }
        pickUp(State.TALKING);
        speak();
        if (drops) {
            after(phone.pace().talk(), this::lose);
        }
        return true;
    }

    /** Nobody is at the phone of a page before its person presses a key there. */
    private void answerByItself() {
        if (!phone.inHand()) {
            answer();
        }
    }

    @Override
    public void speak() {
        if (state == State.TALKING) {
            phone.speakOn(media);
        }
    }

    private void record() {
        if (state == State.RINGING) {
            pickUp(State.GREETING);
            media.play(phone.sounds().greeting(), false);
        }
    }

    private void pickUp(State next) {
        cancelTimers();
        state = next;
        since = phone.means().loop().nowMillis();
        leg.answer(sdp);
        phone.changed();
        measure();
    }

    private void measure() {
        meter = phone.means().loop().after(phone.pace().meter(), () -> {
            phone.measured();
            measure();
        });
    }

    @Override
    public boolean reject() {
        if (state != State.RINGING) {
            return false;
        }
        leg.refuse(486);
        end(Ending.DECLINED);
        return true;
    }

    @Override
    public boolean press(char key) {
        if (state != State.TALKING) {
            return false;
        }
        media.sendDigit(key);
        return true;
    }

    /** Ends the call from this side, as it may be. */
    @Override
    public boolean hangUp() {
        if (state == State.RINGING) {
            return reject();
        }
        if (state == State.IDLE) {
            return false;
        }
        leg.hangUp();
        over();
        return true;
    }

    @Override
    public boolean lose() {
        if (state != State.TALKING) {
            return false;
        }
        leg.hangUp(LOST);
        over();
        return true;
    }

    @Override
    public boolean fallSilent() {
        if (state != State.TALKING) {
            return false;
        }
        media.stop();
        media.disconnect();
        return true;
    }

    /** The greeting has been played, then the tone: what follows is the message. */
    @Override
    public void promptEnded(MediaLeg played) {
        if (state != State.GREETING) {
            return;
        }
        if (toneStarted) {
            state = State.RECORDING;
            since = phone.means().loop().nowMillis();
            media.play(phone.means().prompts().silence(), true);
            after(phone.pace().longestMessage(), this::hangUp);
            phone.changed();
        } else {
            toneStarted = true;
            media.play(phone.sounds().tone(), false);
        }
    }

    private void over() {
        end(
                switch (state) {
                    case IDLE, CALLING -> Ending.BEFORE_RINGING;
                    case RINGING -> Ending.MISSED;
                    case TALKING -> Ending.TALKED;
                    case GREETING -> Ending.BEFORE_THE_TONE;
                    case RECORDING -> Ending.MESSAGE;
                });
    }

    private void end(Ending how) {
        if (ending == null) {
            ending = how;
            cancelTimers();
            long seconds = since == NEVER ? 0 : (phone.means().loop().nowMillis() - since + 500) / 1000;
            state = State.IDLE;
            media.close();
            phone.ended(new Traces.Ended(how, shown, arrival, began, seconds));
        }
    }

    private void after(int millis, Runnable task) {
        timers.add(phone.means().loop().after(millis, task));
    }

    private void cancelTimers() {
        timers.forEach(Loop.Timer::cancel);
        timers.clear();
        if (meter != null) {
            meter.cancel();
        }
    }

    @Override
    public void progressed(Leg self, int status, Slice description) {
        // only a leg that we began makes progress
    }

    @Override
    public void answered(Leg self, Slice description) {
        // only a leg that we began is answered
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        over();
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        over();
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice description) {
        Negotiation outcome =
                media.answerTo(SecureMedia.ALLOWED, description.memory(), description.start(), description.length());
        return outcome instanceof Negotiation.Answer answer ? answer.body().bytes() : null;
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return media.offer(SecureMedia.ALLOWED).bytes();
    }

    @Override
    public void reanswered(Leg self, Slice description) {
        Negotiation outcome = media.answered(description.memory(), description.start(), description.length());
        if (outcome instanceof Negotiation.Refused) {
            hangUp();
        }
    }

    @Override
    public void acknowledged(Leg self) {
        // audio flows since the answer
    }
}
