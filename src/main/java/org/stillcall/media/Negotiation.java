package org.stillcall.media;

/** What came of reading the peer's session description. Holds nothing of the peer's text. */
public sealed interface Negotiation permits Negotiation.Agreed, Negotiation.Answer, Negotiation.Refused {
    /**
     * The peer's answer was applied.
     *
     * @param held the peer does not want to hear us now ({@code sendonly}, {@code inactive}, or address 0.0.0.0)
     */
    record Agreed(boolean secure, boolean held) implements Negotiation {}

    /** The peer's offer was applied, and this is our answer. */
    record Answer(SdpBody body, boolean secure, boolean held) implements Negotiation {}

    /** It was not applied and nothing changed: 488 for an offer; the call must end for an answer. */
    record Refused(Reason reason) implements Negotiation {}

    /** Why it was not applied. */
    enum Reason {
        /** Not a session description within our limits, or no active audio in it. */
        NOT_UNDERSTOOD,
        /** Neither PCMU nor PCMA at 8 kHz, one channel. */
        NO_COMMON_CODEC,
        /** Secure RTP is demanded here and the peer has none with a suite that we know. */
        SECURITY_DEMANDED,
        /** The peer wants secure RTP, and it is not allowed here or its keys are unusable. */
        SECURITY_NOT_AVAILABLE,
        /** The leg is closed, or an answer came without an offer. */
        NOT_EXPECTED
    }
}
