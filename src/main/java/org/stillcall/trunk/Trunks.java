package org.stillcall.trunk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillcall.base.Label;

/** A centre's trunks in the order in which they are tried. */
public record Trunks(List<Trunk> inOrder) {
    public Trunks {
        inOrder = inOrder.stream()
                .sorted(Comparator.comparingInt(Trunk::priority).thenComparing(Trunk::name))
                .toList();
    }

    /** The first fit trunk that is none of {@code avoided} (out of service, or tried); empty means no call. */
    public Optional<Trunk> first(Set<Label> avoided) {
        return fit(avoided).findFirst();
    }

    /**
     * The trunk to try after {@code failed}: the first fit one that is none of {@code avoided} and protects the call as
     * well or better; empty means that the call ends here.
     */
    public Optional<Trunk> next(Trunk failed, Set<Label> avoided) {
        return fit(avoided)
                .filter(trunk -> !trunk.name().equals(failed.name()))
                .filter(trunk -> trunk.sameProtectionOrBetter(failed))
                .findFirst();
    }

    private Stream<Trunk> fit(Set<Label> avoided) {
        return inOrder.stream().filter(Trunk::fit).filter(trunk -> !avoided.contains(trunk.name()));
    }
}
