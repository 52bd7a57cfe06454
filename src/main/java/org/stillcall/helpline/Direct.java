package org.stillcall.helpline;

import org.stillcall.base.Label;

/**
 * A number that is one person's, which clients of theirs call: it rings that person alone, while they are on duty.
 * Whose it is says the console, by its name.
 *
 * @param line what else there is to know of it, as of a published number; nobody chooses anything there
 * @param then what follows the sentence that the person is not on duty
 */
public record Direct(Label name, Helpline line, Then then) {
    /** What follows when that person cannot be reached. */
    public enum Then {
        /** The caller goes on to the programme's published line. */
        HELPLINE,
        MESSAGE,
        HANG_UP
    }

    @Override
    public String toString() {
        return "Direct";
    }
}
