package org.stillcall.server;

import java.util.List;
import org.stillcall.turn.TurnSettings;

/** How pages get through networks that let only TCP through, if at all. Holds no secret. */
public sealed interface Turning {
    /** They do not. */
    record Nowhere() implements Turning {}

    /** By our own server. */
    record Here(TurnSettings settings) implements Turning {}

    /** By somebody else's, with which we share a secret. */
    record Elsewhere(List<String> urls, SecretSource secret) implements Turning {
        public Elsewhere {
            urls = List.copyOf(urls);
        }
    }
}
