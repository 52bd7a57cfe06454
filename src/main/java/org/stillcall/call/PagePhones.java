package org.stillcall.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.store.PersonId;
import org.stillcall.turn.IceServers;

/**
 * The phones that are pages: the near leg of a call is a WebRTC session with the page that asked for it. A page asks
 * by its {@link Line} and hears by its {@link Ear}; no name, number or SIP identity passes either of them.
 */
public interface PagePhones {
    /** What a page calls itself when it asks for a call; no configured phone has this name. */
    Label NAME = new Label("browser");

    /**
     * A page of this device is there. One a device: a newer one takes the place of the older, whose line does nothing
     * from then on. Any thread.
     *
     * @param device the name that {@link Switchboard.Terms#device} has
     * @param person who is signed in there
     */
    Line open(String device, PersonId person, Ear ear);

    /**
     * Nobody is signed in at this device any more: the call whose phone is its page ends, also one that only waits
     * after a drop, and whether or not the page is heard of at this moment. Any thread; never waits.
     */
    void hangUp(String device);

    /**
     * What wakes a person's pages that sleep. Called on the switch's loop: has to return at once and never throws. Any
     * thread; the last one counts.
     */
    default void wakes(Consumer<PersonId> wakes) {
        // nothing can be woken
    }

    /** How the page of this device stands as a phone. Any thread. */
    PhoneView view(String device);

    /** What a page may ask; what does not fit its device's present call does nothing. Any thread; never waits. */
    interface Line extends AutoCloseable {
        /**
         * The page's session description for its call.
         *
         * @param again whether it is for the connection that was offered last (a new path for it: RFC 8445 section
         *     2.4), and not for a new one, such as that of a page that was loaded again
         */
        void offer(String call, byte[] sdp, boolean again);

        /** Somebody there answers a page that rings. */
        void take(String call);

        /** Holds the call, or takes it back: the survivor hears a waiting tone meanwhile. */
        void hold(String call, boolean on);

        /** Whoever sits there does not want to join the call that it is asked to, or leaves it. */
        void decline(String call);

        /** Presses one of {@code 0-9 * #} towards the survivor's side. */
        void key(String call, char key);

        /** The page is gone. Its call goes on as long as its sound is not missed for too long. */
        @Override
        void close();
    }

    /** What a page is told. Called on the switch's loop: has to return at once and never throws. */
    interface Ear {
        /** It is not on the phone: at the beginning, and when its leg has ended and all about it has been told. */
        void idle();

        /** Its call, at the beginning and after each change. */
        void call(PageCall call);

        /** It is asked to join a call, at the beginning and after each change. */
        void asked(Asked call);

        /** It rings for a caller: said again every few seconds, and each time the page has to say that it lives. */
        void incoming(Incoming call);

        /** For how long nothing was heard of the page, in milliseconds. */
        default long quietMillis() {
            return 0;
        }

        /**
         * How its sound may get out of a network that lets only TCP through; said before the call, where there is a
         * way.
         */
        void ways(String call, IceServers.Grant grant);

        /** Our answer to its offer. */
        void answer(String call, byte[] sdp);

        /** Its offer cannot be taken. */
        void unusable(String call);

        /** How loud both sides are, 0 to 32767; about twice a second while they talk. */
        void levels(String call, int near, int far);
    }

    /** How a page's sound stands. */
    enum Sound {
        /**
         * It rings, after a drop: whoever is there has to answer before it is heard. No microphone opens by itself
         * towards whoever calls back.
         */
        RINGS,
        /** Nothing was heard of it yet. */
        CONNECTING,
        FLOWS,
        /** It was heard and is missed; the call waits for it a little while. */
        AWAY
    }

    /**
     * A call as the page that is its phone may see it.
     *
     * @param plan the opaque name of its contact plan, or null
     */
    record PageCall(CallView view, @Nullable String plan, Sound sound, boolean held) {}

    /**
     * A call as a page sees it that is asked to join it as a third party: nothing of whom it is with.
     *
     * @param name a name of the call for this page alone
     * @param language for which an interpreter is asked
     */
    record Asked(String name, Label programme, Sound sound, Optional<Label> language) {}

    /**
     * A caller as a page sees them that may answer: nothing of who it is.
     *
     * @param name a name of the call for this page alone, also after it answered
     * @param language that the caller chose
     * @param others how many more wait
     */
    record Incoming(String name, Label programme, Sound sound, Optional<Label> language, Duration waited, int others) {}
}
