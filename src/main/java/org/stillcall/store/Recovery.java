package org.stillcall.store;

/**
 * The server's half of the recovery sheet: the recovery key's public half, its private half sealed to the words on the
 * sheet, and SHA-256 of the proof that the words give.
 */
public record Recovery(byte[] publicKey, byte[] sealed, byte[] proofHash) {
    @Override
    public String toString() {
        return "Recovery";
    }
}
