package org.stillcall.store;

/** A passkey as it was registered; the person and the device are those it arrives with. */
public record NewCredential(
        byte[] id, byte[] userHandle, byte[] cosePublicKey, long signCount, boolean backupEligible, boolean backedUp) {
    @Override
    public String toString() {
        return "NewCredential";
    }
}
