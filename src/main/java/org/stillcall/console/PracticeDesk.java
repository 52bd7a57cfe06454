package org.stillcall.console;

import java.util.List;
import java.util.function.Consumer;
import org.stillcall.base.Label;

/** What the console may see and do at the practice carrier: its simulated handsets. Any thread may call it. */
public interface PracticeDesk {
    /**
     * Whether {@code number} ({@code +} and digits) is one of the practice carrier's own, which may travel in clear
     * because nobody has it.
     */
    boolean isPracticeNumber(CharSequence number);

    /** Every handset, in the order in which a page shows them. */
    List<Handset> handsets();

    /** Does something at a handset, as its owner's finger would. */
    Result act(Label handset, Action action);

    /** Gives a handset into the hand of a page: whoever answers or calls there from now on speaks and hears there. */
    Taking take(Label handset, Hand hand);

    /** Hears every change of any handset, the present state of each first, until it is closed. */
    Watch watch(Consumer<Handset> listener);

    /** Whose handset it is. */
    enum Kind {
        ADVOCATE,
        SURVIVOR
    }

    /** What a handset does by itself when it is called. */
    enum Behaviour {
        /** Rings until somebody presses a key. */
        BY_HAND,
        ANSWERS,
        NO_ANSWER,
        BUSY,
        VOICEMAIL,
        /** 433 Anonymity Disallowed (RFC 5079). */
        REJECTS_PRIVATE,
        /** A private call is rejected with a status that does not say why. */
        REJECTS_IN_DISGUISE,
        DROPS,
        /** Somebody answers who is not the survivor. */
        SOMEBODY_ELSE
    }

    /** Where a handset stands. */
    enum State {
        IDLE,
        RINGING,
        /** It calls. */
        CALLING,
        TALKING,
        /** The voicemail answered and its greeting or tone is being played. */
        GREETING,
        /** The voicemail records what comes after its tone. */
        RECORDING
    }

    /**
     * A handset as its owner sees it.
     *
     * @param label what stands under its picture, a sentence part
     * @param ownNumber the practice carrier's own number of it, {@code +} and digits; empty for a desk phone
     * @param screen the lines on its screen now
     * @param level loudness of what it hears, 0 to 32767
     * @param callLog what its call log keeps, newest first
     * @param voicemail what its voicemail list keeps, newest first
     * @param bill what the carrier's bill for it says, newest first
     * @param callsBack the number that it was shown last and can call, as people write it; empty for none
     * @param line the number that the customer publishes and it can call, as people write it; empty for none
     * @param inHand whether a page is this handset
     * @param last how its last call came out
     */
    record Handset(
            Label name,
            Kind kind,
            String label,
            String ownNumber,
            Behaviour behaviour,
            State state,
            List<String> screen,
            int level,
            List<String> callLog,
            List<String> voicemail,
            List<String> bill,
            List<Footprint> footprints,
            String callsBack,
            String line,
            boolean inHand,
            Last last) {}

    /**
     * How the last call at a handset came out.
     *
     * @param calls how many calls are over since the start, so that two that are alike are told apart
     * @param ending in capitals, such as {@code MESSAGE}; empty before the first
     * @param seconds of talk, or of the message
     */
    record Last(int calls, String ending, long seconds) {
        public static final Last NONE = new Last(0, "", 0);
    }

    /** What one place shows of the last call: the place in words, what stands there, and what that tells. */
    record Footprint(String place, String shows, Tells tells) {}

    /** What a trace tells of who called. */
    enum Tells {
        /** There is no trace. */
        NOTHING,
        /** A call without its caller. */
        CALL,
        /** A number or a name. */
        CALLER
    }

    /** What can be done at a handset. */
    sealed interface Action {
        record Answer() implements Action {}

        record Reject() implements Action {}

        record HangUp() implements Action {}

        record Behave(Behaviour behaviour) implements Action {}

        /** Its network loses the call. */
        record Lose() implements Action {}

        /** It sends nothing any more. */
        record FallSilent() implements Action {}

        /**
         * Calls the number that it was shown last.
         *
         * @param hidden whether its own number is kept from whom it calls
         */
        record CallBack(boolean hidden) implements Action {}

        /** Calls the number that the customer publishes. {@code hidden} as for {@link CallBack}. */
        record CallLine(boolean hidden) implements Action {}

        /** A key of {@code 0-9 * #}. */
        record Press(char key) implements Action {}
    }

    /** What came of an action. */
    enum Result {
        DONE,
        /** The handset is not in a state in which that can be done. */
        NOT_NOW,
        UNKNOWN_HANDSET
    }

    /** A subscription. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** What came of taking a handset. */
    sealed interface Taking {
        record Taken(Hold hold) implements Taking {}

        /** Another page has it. */
        record InAnotherHand() implements Taking {}

        record UnknownHandset() implements Taking {}
    }

    /** What a page that is a handset asks. Any thread; never waits. */
    interface Hold extends AutoCloseable {
        /**
         * Its session description.
         *
         * @param again whether it is for the connection that was offered last
         */
        void offer(byte[] sdp, boolean again);

        /** Presses one of {@code 0-9 * #}. */
        void key(char key);

        /** Lets go of the handset, and ends the call that was held there. */
        @Override
        void close();
    }

    /** What a page that is a handset is told. Called on the carrier's loop: has to return at once and never throws. */
    interface Hand {
        /** The answer to its description. */
        void answer(byte[] sdp);

        /** Its description cannot be taken. */
        void unusable();

        /** It is the handset no more: it let go, or was not heard for too long. */
        void over();
    }
}
