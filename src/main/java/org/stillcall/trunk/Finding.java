package org.stillcall.trunk;

/** What a test call saw that it should not have seen, worst first; each with the sentence that a coordinator reads. */
public enum Finding {
    /** A number that is not the one the call borrowed. */
    WRONG_NUMBER(Fault.LEAK, "A number stood in it that was not the borrowed one."),
    NUMBER_SHOWN(Fault.LEAK, "The borrowed number was shown although the call was to be private."),
    /** P-Asserted-Identity, P-Preferred-Identity or Remote-Party-ID (RFC 3325 section 7). */
    ASSERTED_SHOWN(Fault.LEAK, "The number that was told to the carrier alone was handed on."),
    /** Diversion (RFC 5806), History-Info (RFC 7044). */
    REDIRECTION_SHOWN(Fault.LEAK, "It told from which number the call was passed on."),
    NAME_SHOWN(Fault.LEAK, "A name was shown although the call was to be private."),
    /** A name of the centre or of a service of it. */
    CENTRE_NAMED(Fault.LEAK, "A name that must not be said stood in it."),
    /** RFC 8225: the origination identity of the Identity header. */
    TOKEN_WRONG(Fault.LEAK, "Its signed token named another number, or a name."),
    TOKEN_UNREADABLE(Fault.LEAK, "Its signed token could not be read, so nobody knows what it tells."),
    DESCRIPTION_TELLS(Fault.LEAK, "The description of its sound told more than how to hear it."),
    /** RFC 3550 section 6.5. */
    REPORTS_TELL(Fault.LEAK, "The reports beside its sound named somebody, or something of the centre."),
    /** The headers of 180 and 200, and the description in them. */
    ANSWER_TELLS(Fault.LEAK, "What came back with its answer named something of the centre."),
    UNREADABLE(Fault.LEAK, "What arrived could not be read."),
    WRONG_NAME(Fault.NUMBER, "The network showed a wrong name with the borrowed number."),
    /** A network's guess that the caller is unwanted. */
    LABELLED(Fault.NUMBER, "The network showed a warning of unwanted calls."),
    /** Harmless, and not what was chosen. */
    NOT_SHOWN(Fault.PROMISE, "The number that was to be shown was not.");

    /** Whose fault it is. */
    public enum Fault {
        /** The way there tells what it must not. */
        LEAK,
        /** This number does not do; another may. */
        NUMBER,
        /** Nothing told too much, but what was chosen did not come about. */
        PROMISE
    }

    private final Fault fault;
    private final String sentence;

    Finding(Fault fault, String sentence) {
        this.fault = fault;
        this.sentence = sentence;
    }

    public Fault fault() {
        return fault;
    }

    /** For a screen. */
    public String sentence() {
        return sentence;
    }
}
