package org.stillcall.plan;

/** What may be said to a survivor's voicemail; outside the consent's dates nothing may. */
public record VoicemailConsent(Wording wording, Consent consent) {
    /** How much a message may say. */
    public enum Wording {
        /** Nothing: hang up before the tone. */
        NONE,
        /** The vague script, which names neither the centre nor a number. */
        VAGUE,
        /** The words that were agreed on, which stand in the plan's sealed half. */
        AGREED
    }
}
