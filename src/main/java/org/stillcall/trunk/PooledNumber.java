package org.stillcall.trunk;

import org.jspecify.annotations.Nullable;

/** A number of the pool and the name that may stand beside it where it is shown. */
public record PooledNumber(PilotNumber number, @Nullable CallerName callerName) {}
