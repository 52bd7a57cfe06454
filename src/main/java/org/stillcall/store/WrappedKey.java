package org.stillcall.store;

/** The centre's private key of one generation, wrapped to one device or to the recovery key, with its public half. */
public record WrappedKey(int generation, byte[] publicKey, byte[] wrapped) {
    @Override
    public String toString() {
        return "WrappedKey";
    }
}
