package org.stillcall.call;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.Footprint.Withholding;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Ways.Way;

/** Chooses the trunk of a call: fit, in service, not tried yet, and never less protected than the one that failed. */
final class Lines {
    private Lines() {}

    /** @param secure whether signalling and sound have to be encrypted (G12) */
    static @Nullable FarLine first(Exchange exchange, boolean secure) {
        return exchange.trunks()
                .first(avoided(exchange, Set.of(), secure))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    /** The same of those whose test calls allow that a call by them shows this. */
    static @Nullable FarLine first(Exchange exchange, boolean secure, Identity shows) {
        return exchange.trunks()
                .first(closed(exchange, avoided(exchange, Set.of(), secure), shows))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    static @Nullable FarLine next(Exchange exchange, FarLine failed, Set<Label> tried, Needs needs) {
        return exchange.trunks()
                .next(failed.trunk(), closed(exchange, avoided(exchange, tried, needs.secure), needs.shows))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    /** What a call needs of a line. */
    record Needs(boolean secure, Identity shows) {}

    /** Whether test calls allow that a call by it shows this. */
    static boolean isOpen(Exchange exchange, FarLine line, Identity shows) {
        return exchange.probing().ways().isOpen(new Way(line.trunk().name(), seen(line, shows)));
    }

    /** What a call by that line shows at most. */
    static Identity seen(FarLine line, Identity shows) {
        return line.trunk().identity() instanceof IdentityStrategy.RestrictedByCarrier ? Identity.HIDDEN : shows;
    }

    private static Set<Label> closed(Exchange exchange, Set<Label> avoided, Identity shows) {
        Set<Label> all = new HashSet<>(avoided);
        for (FarLine line : exchange.lines().values()) {
            if (!isOpen(exchange, line, shows)) {
                all.add(line.trunk().name());
            }
        }
        return all;
    }

    private static Set<Label> avoided(Exchange exchange, Set<Label> tried, boolean secure) {
        Set<Label> avoided = tried;
        for (FarLine line : exchange.lines().values()) {
            if (!line.up().getAsBoolean() || secure && !isSecure(line.trunk())) {
                avoided = avoided == tried ? new HashSet<>(tried) : avoided;
                avoided.add(line.trunk().name());
            }
        }
        return avoided;
    }

    /** Whether no line that such a call could take ever shows more than a private call, whatever is asked of it. */
    static boolean hidesAlways(Collection<FarLine> lines, boolean secure) {
        return lines.stream()
                .filter(line -> line.trunk().fit() && line.up().getAsBoolean())
                .filter(line -> !secure || isSecure(line.trunk()))
                .allMatch(line -> line.trunk().identity() instanceof IdentityStrategy.RestrictedByCarrier);
    }

    /** How a trunk is told to withhold the caller. */
    static Withholding withholding(Trunk trunk) {
        return switch (trunk.identity()) {
            case IdentityStrategy.PrivacyHeaders _ -> Withholding.ASKED;
            case IdentityStrategy.DialPrefix _ -> Withholding.CODE;
            case IdentityStrategy.RestrictedByCarrier _ -> Withholding.CONTRACT;
        };
    }

    /** Whether our side of a call is encrypted there, its signalling and its sound. */
    static boolean isSecure(Trunk trunk) {
        return trunk.address().transport() == Trunk.Transport.TLS && trunk.media() == Trunk.MediaSecurity.SDES;
    }

    /** The word for how a trunk stands. */
    static String state(Exchange exchange, Label trunk) {
        FarLine line = exchange.lines().get(trunk);
        if (line == null || !line.trunk().fit()) {
            return "unfit";
        }
        return line.up().getAsBoolean() ? "up" : "down";
    }
}
