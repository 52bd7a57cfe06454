package org.stillcall.store;

import java.time.LocalDate;

/** A sentence as the centre recorded it: a WAV file. */
public record StoredPrompt(PromptName name, byte[] sound, LocalDate addedDay) {
    @Override
    public String toString() {
        return "StoredPrompt";
    }
}
