package org.stillcall.store;

/** A second of a message, as it was sealed to the centre (docs/envelope-format.md), and which of its seconds it is. */
public record SealedSecond(MessageId message, int number, byte[] sound) {
    @Override
    public String toString() {
        return "SealedSecond";
    }
}
