package org.stillcall.plan;

import java.util.List;

/**
 * What an advocate keeps to during a call under a plan, as it holds at the moment of the decision.
 *
 * @param voicemail what may be said to voicemail: nothing outside the consent's dates
 * @param dropped what happens when the call drops
 * @param languages in which the survivor may be spoken to, the best first
 */
public record Conduct(VoicemailConsent.Wording voicemail, DroppedRule dropped, List<Language> languages) {
    public Conduct {
        languages = List.copyOf(languages);
    }

    @Override
    public String toString() {
        return "Conduct";
    }
}
