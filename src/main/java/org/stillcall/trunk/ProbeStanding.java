package org.stillcall.trunk;

/** How a way of calling through a trunk stands after its test calls. */
public enum ProbeStanding {
    /** No test call since the start, or since something changed that made every earlier one worth nothing. */
    UNTESTED(false, "Not tested since the start: no call goes this way until a test call has come through."),
    /** The last test call showed what it should and nothing else. */
    PASSED(true, "A test call showed what it should, and nothing else."),
    /** It passed, and the last test call did not arrive, or something changed at the carrier: another one follows. */
    DOUBTED(true, "An earlier test call showed what it should. Another one is on its way."),
    /** A test call showed what it must not. */
    LEAKED(false, "A test call showed what it must not: no call goes this way."),
    /** After a leak one test call was right; a second has to be. */
    RECOVERING(
            false,
            "A test call was right after one that was not. A second one has to be, until then no call goes"
                    + " this way."),
    /** It is too long since a test call was right. */
    OVERDUE(false, "It is too long since a test call was right: no call goes this way until one is.");

    private static final String LEAKS = "A test call on the line that this call goes by showed more than it should."
            + " Their phone may show more than was chosen. Say so if that is safe.";
    private static final String LATE = "The line that this call goes by was not tested for too long. This call goes on;"
            + " the next one does not go this way.";

    private final boolean open;
    private final String sentence;

    ProbeStanding(boolean open, String sentence) {
        this.open = open;
        this.sentence = sentence;
    }

    /** Whether calls may go this way. */
    public boolean open() {
        return open;
    }

    /** For whoever is in a call that goes this way when it is closed. */
    public String toWhoeverTalks() {
        return this == OVERDUE ? LATE : LEAKS;
    }

    /** For a screen. */
    public String sentence() {
        return sentence;
    }
}
