package org.stillcall.plan;

/** What an advocate should know about a call that may be placed, each as a sentence or two. */
public enum Note {
    ASK_AGAIN("It is time to ask again whether this plan still fits. Do so during this call."),
    CONSENT_ENDED("A consent of this plan has ended and counts as not given. Ask again before you rely on it."),
    STAYS_HIDDEN("The number stays hidden: the plan, the programme or the lines do not allow showing it now."),
    MONITORED_PHONE("The survivor's phone may be watched. Our side of this call is encrypted; their side, their screen"
            + " and their bill cannot be."),
    OVERRIDDEN("This call is outside the plan because of danger. It serves one call and is counted.");

    private final String sentence;

    Note(String sentence) {
        this.sentence = sentence;
    }

    /** For an advocate's screen. */
    public String sentence() {
        return sentence;
    }
}
