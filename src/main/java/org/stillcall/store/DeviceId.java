package org.stillcall.store;

import java.util.Optional;

/** Names a device of staff: 16 random bytes as 22 characters of base64url. */
public record DeviceId(String text) {
    public DeviceId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<DeviceId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new DeviceId(text)) : Optional.empty();
    }
}
