package org.stillcall.plan;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a dialled number: its kind, and its region where that is certain; null for one that belongs to no
 * region or could be in several.
 */
public record Destination(NumberKind kind, @Nullable Region region) {
    static final Destination INVALID = new Destination(NumberKind.INVALID, null);
    static final Destination EMERGENCY = new Destination(NumberKind.EMERGENCY, null);
    static final Destination DIALLING_CODE = new Destination(NumberKind.DIALLING_CODE, null);
}
