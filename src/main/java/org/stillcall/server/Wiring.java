package org.stillcall.server;

/** Builds everything behind the API by constructors. */
final class Wiring {
    private Wiring() {}

    /** A {@link Starter}. */
    @SuppressWarnings("DoNotCallSuggester")
    static Service start(Settings settings, Starter.Mode mode, Starter.Means means, Shutdown shutdown) {
        throw new StartException(
                "This build has no switch, so no call is possible. Build it from a complete source tree.");
    }
}
