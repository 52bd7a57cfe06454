package org.stillcall.call;

import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.sip.LegFailure;

/**
 * What a half at our side is in its call: its advocate's, a third party's, or not any more. It tells the call what
 * becomes of the half, and the half how the call stands. What a seat says nothing of does nothing. Loop thread only.
 */
interface Seat {
    /** By which name its page knows the call. */
    String name();

    /** Whether what this half tells counts. */
    boolean holds(NearHalf half);

    /** Whether it has to be answered by a press before it is heard. */
    default boolean rings() {
        return false;
    }

    /** Whether whoever sits there is connected. */
    default boolean talks() {
        return false;
    }

    default void answered() {}

    /** Somebody at a page that rings answered it; its sound is on its way. */
    default void taken() {}

    /** The half failed; {@code why} counts unless something is known already. */
    default void lost(Outcome why) {}

    /** The leg failed before it was answered. */
    default void failed(LegFailure failure) {
        lost(NearLeg.outcome(failure));
    }

    default void hungUp(LineEnd how) {}

    /** The phone was lost, not hung up: by its network, or it was not heard for a while. */
    default void dropped() {}

    /** A page was not heard for some seconds. */
    default void missed() {}

    /** A page that was missed is heard again. */
    default void heard() {}

    /** A page holds the call or takes it back, is missed or heard again. */
    default void comesOrGoes() {}

    /** A page has another media leg. */
    default void moved() {}

    default void keyed(char digit) {}

    /** A prompt has been played to its end. */
    default void toldAll() {}

    /** A page closed its side. */
    default void closed() {}

    /** Whoever sits at the page does not want to join, or leaves. */
    default void declined() {}

    /** A key of a page towards the survivor's side. */
    default void press(char key) {}

    /** How loud the survivor is. */
    default int farLevel() {
        return 0;
    }

    /** What stands beside the number that a phone of ours shows; empty for nothing. */
    default String shown() {
        return "";
    }

    /** Tells a page how its call stands. */
    void show(Ear ear, Sound sound, boolean held);
}
