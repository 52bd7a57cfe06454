package org.stillcall.store;

/** A device to be let in; {@code publicKey} is its own key's public half (65 bytes, uncompressed P-256 point). */
public record NewDevice(DeviceId id, PersonId person, DeviceKind kind, byte[] publicKey) {
    @Override
    public String toString() {
        return "NewDevice";
    }
}
