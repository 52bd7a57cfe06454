package org.stillcall.store;

import java.util.Map;

/**
 * A change of the centre's key: the new generation is one above the present one; wrapped to every device and the
 * sheet.
 */
public record Rotation(int generation, byte[] publicKey, Map<DeviceId, byte[]> wrapped, byte[] recoveryWrapped) {
    @Override
    public String toString() {
        return "Rotation";
    }
}
