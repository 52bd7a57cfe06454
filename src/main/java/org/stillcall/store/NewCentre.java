package org.stillcall.store;

/** A centre at its first start: key generation 1, the recovery sheet's half, the first coordinator's arrival. */
public record NewCentre(
        CentreId id, byte[] publicKey, String settings, Recovery recovery, byte[] recoveryWrapped, Arrival first) {
    @Override
    public String toString() {
        return "NewCentre";
    }
}
