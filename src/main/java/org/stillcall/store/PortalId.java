package org.stillcall.store;

import java.util.Optional;

/** Names an entry of the register of portals: 16 random bytes as 22 characters of base64url. */
public record PortalId(String text) {
    public PortalId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<PortalId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new PortalId(text)) : Optional.empty();
    }
}
