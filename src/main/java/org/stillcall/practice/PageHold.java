package org.stillcall.practice;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.console.PracticeDesk.Hand;
import org.stillcall.console.PracticeDesk.Hold;
import org.stillcall.media.BrowserLeg;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;

/**
 * A page that is a handset: its microphone and loudspeaker take the place of the recorded voice. What it asks may come
 * from any thread, all else belongs to the loop. A page that is lost for longer than {@link #GRACE_MILLIS} lets go.
 */
final class PageHold implements Hold, MediaListener {
    static final int GRACE_MILLIS = 5_000;

    private final PracticePhone phone;
    private final Hand hand;
    private @Nullable BrowserLeg leg;
    private boolean offered;
    private boolean connected;
    private boolean over;
    private Loop.@Nullable Timer grace;

    PageHold(PracticePhone phone, Hand hand) {
        this.phone = phone;
        this.hand = hand;
    }

    /** Its end of the audio once sound can go both ways, or null. */
    @Nullable
    MediaLeg sound() {
        return connected ? leg : null;
    }

    @Override
    public void offer(byte[] sdp, boolean again) {
        run(() -> offered(sdp, again));
    }

    @Override
    public void key(char key) {
        run(() -> {
            if (!over) {
                phone.press(key);
            }
        });
    }

    @Override
    public void close() {
        run(this::letGo);
    }

    /** A carrier that ends hears nothing any more. */
    private void run(Runnable task) {
        try {
            phone.means().loop().execute(task);
        } catch (RejectedExecutionException _) {
            // its calls end with it
        }
    }

    private void offered(byte[] sdp, boolean again) {
        if (over) {
            return;
        }
        BrowserLeg present = leg;
        BrowserLeg to = present != null && (again || !offered) ? present : another();
        if (to != null && to.answerTo(sdp) instanceof Negotiation.Answer answer) {
            offered = true;
            hand.answer(answer.body().bytes());
        } else {
            hand.unusable();
        }
    }

    private @Nullable BrowserLeg another() {
        BrowserLeg opened = phone.means().media().openBrowser(this);
        if (opened != null) {
            closeSound();
            leg = opened;
        }
        return opened;
    }

    private void closeSound() {
        connected = false;
        offered = false;
        if (leg != null) {
            leg.close();
            leg = null;
        }
    }

    @Override
    public void connected(MediaLeg self) {
        if (self == leg && !over) {
            connected = true;
            cancel();
            phone.soundMoved();
        }
    }

    @Override
    public void silent(MediaLeg self) {
        gone(self);
    }

    /** It may come back with another connection; after that it is as if the handset had been put down. */
    @Override
    public void gone(MediaLeg self) {
        if (self == leg && !over) {
            connected = false;
            cancel();
            grace = phone.means().loop().after(GRACE_MILLIS, this::letGo);
        }
    }

    private void cancel() {
        if (grace != null) {
            grace.cancel();
        }
    }

    private void letGo() {
        if (!over) {
            over = true;
            cancel();
            closeSound();
            phone.letGo(this);
            hand.over();
        }
    }
}
