package org.stillcall.call;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/** Chooses the trunk of a call: fit, in service, not tried yet, and never less protected than the one that failed. */
final class Lines {
    private Lines() {}

    static @Nullable FarLine first(Exchange exchange) {
        return exchange.trunks()
                .first(down(exchange, Set.of()))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    static @Nullable FarLine next(Exchange exchange, FarLine failed, Set<Label> tried) {
        return exchange.trunks()
                .next(failed.trunk(), down(exchange, tried))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    private static Set<Label> down(Exchange exchange, Set<Label> tried) {
        Set<Label> down = tried;
        for (FarLine line : exchange.lines().values()) {
            if (!line.up().getAsBoolean()) {
                down = down == tried ? new HashSet<>(tried) : down;
                down.add(line.trunk().name());
            }
        }
        return down;
    }
}
