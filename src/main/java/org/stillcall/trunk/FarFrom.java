package org.stillcall.trunk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in the From header of the far leg. */
public sealed interface FarFrom {
    /** The display name, unquoted; empty for none. */
    String display();

    String user();

    String host();

    /** {@code "Anonymous" <sip:anonymous@host>}. */
    record Anonymous(String host) implements FarFrom {
        @Override
        public String display() {
            return "Anonymous";
        }

        @Override
        public String user() {
            return "anonymous";
        }
    }

    /** The leased number, which programme and advocate chose to show, with its neutral name if it has one. */
    record Shown(PilotNumber number, @Nullable CallerName name, String host) implements FarFrom {
        @Override
        public String display() {
            return Optional.ofNullable(name).map(CallerName::text).orElse("");
        }

        @Override
        public String user() {
            return "+" + number.e164();
        }

        @Override
        public String toString() {
            return "Shown";
        }
    }
}
