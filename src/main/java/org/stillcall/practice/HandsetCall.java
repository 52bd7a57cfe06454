package org.stillcall.practice;

import org.stillcall.console.PracticeDesk.State;

/** A call at a handset, whoever began it. What does not fit now does nothing and is false. Loop thread only. */
sealed interface HandsetCall permits PhoneCall, OutgoingCall {
    State state();

    /** The other side as the handset shows it. */
    CallerShown shown();

    /** Loudness of what is heard. */
    int level();

    boolean answer();

    boolean reject();

    boolean press(char key);

    boolean hangUp();

    /** The network loses the call: its carrier ends it and says so. */
    boolean lose();

    /** The handset sends nothing any more, and nobody says why. */
    boolean fallSilent();

    /** Connects the handset's sound anew: a page's, or the recorded voice. */
    void speak();
}
