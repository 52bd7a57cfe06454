package org.stillcall.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompt;
import org.stillcall.media.Prompts.Sentence;

/** The advocate's half of one call: its media, and whether it was answered yet. Loop thread only. */
abstract sealed class NearHalf permits SipHalf, PageHalf {
    final Exchange exchange;
    final Errand errand;
    private Seat seat;

    @Nullable
    MediaLeg media;

    boolean answered;

    NearHalf(Exchange exchange, Errand errand, Seat seat) {
        this.exchange = exchange;
        this.errand = errand;
        this.seat = seat;
    }

    /** Which phone, and where pages are told. */
    record At(Pages pages, NearPhone phone) {}

    /** The half that suits the phone. */
    static NearHalf of(Exchange exchange, At at, Errand errand, Seat seat) {
        return switch (at.phone()) {
            case NearPhone.Sip phone -> new SipHalf(exchange, errand, phone, seat);
            case NearPhone.Browser page ->
                new PageHalf(exchange, errand, new PageHalf.Place(at.pages(), page.device()), seat);
        };
    }

    final Seat seat() {
        return seat;
    }

    /** It is something else in its call from now on. */
    final void sits(Seat other) {
        seat = other;
    }

    /** Rings the phone; false when it cannot be rung at all. */
    abstract boolean ring();

    /** Tells a phone that dialled that the survivor's rings. */
    abstract void ringing();

    /** Early media towards a phone that dialled. */
    abstract void progress();

    /** Answers a phone that dialled. */
    abstract void answer();

    /** Both sides talk from now on. */
    abstract void talk();

    /** Whether a sentence can reach an advocate who has not been answered by us yet. */
    abstract boolean hearsEarly();

    /** The call stands elsewhere, as its view says. */
    abstract void changed();

    /** Ends the leg, with the right status where it dialled and was not answered, and gives the ports back. */
    abstract void leave(Outcome why);

    /** Gives back what a call holds that never began. */
    abstract void giveUp();

    abstract void forget(Digits digits);

    /** Overwrites the numbers that are this half's alone. */
    void erase() {
        // as a rule it has none
    }

    /** Whether the advocate is there to be heard: neither holding the call nor out of reach for the moment. */
    boolean present() {
        return true;
    }

    final MediaLeg media() {
        return Objects.requireNonNull(media);
    }

    final int level() {
        return media == null ? 0 : media.levelHeard();
    }

    /** Whether a spoken sentence can reach the advocate. */
    final boolean hears() {
        return media != null && (answered || hearsEarly());
    }

    /** A sentence in the language of the phone. */
    final Prompt sentence(Sentence sentence) {
        return exchange.prompts().sentence(language(), sentence);
    }

    /** In which it is spoken to; null for the centre's. */
    @Nullable
    Label language() {
        return null; // a page says in its own language what matters
    }

    final void ringBack() {
        if (answered) {
            media().play(exchange.prompts().ringing(), true);
        } else {
            ringing();
        }
    }

    /** A tone for an advocate who waits for the call after the signal. */
    final void waitOn() {
        if (answered) {
            media().play(exchange.prompts().waiting(), true);
        }
    }

    final void closeMedia() {
        if (media != null) {
            media.close();
        }
    }
}
