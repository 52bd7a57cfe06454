package org.stillcall.call;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.Footprint.Withholding;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Ways.Way;

/**
 * Chooses the trunk of a call: fit, the programme's, in service, not tried yet, and never less protected than the one
 * that failed.
 */
final class Lines {
    private Lines() {}

    /**
     * One whatever test calls say.
     *
     * @param programme whose call it is; null for nobody's, which any line may carry
     * @param secure whether signalling and sound have to be encrypted (G12)
     */
    static @Nullable FarLine first(Exchange exchange, @Nullable Label programme, boolean secure) {
        return exchange.trunks()
                .first(avoided(exchange, Set.of(), programme, secure))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    /** One whose test calls allow such a call. */
    static @Nullable FarLine first(Exchange exchange, Needs needs) {
        return exchange.trunks()
                .first(closed(exchange, Set.of(), needs))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    static @Nullable FarLine next(Exchange exchange, FarLine failed, Set<Label> tried, Needs needs) {
        return exchange.trunks()
                .next(failed.trunk(), closed(exchange, tried, needs))
                .map(trunk -> exchange.lines().get(trunk.name()))
                .orElse(null);
    }

    /**
     * What a call needs of a line.
     *
     * @param programme whose lines may carry it
     * @param shows what it is to show
     */
    record Needs(Label programme, boolean secure, Identity shows) {}

    /** The lines that may carry a programme's calls: all, unless the centre gave it some. */
    static List<FarLine> of(Exchange exchange, Label programme) {
        return exchange.lines().values().stream()
                .filter(line -> mayCarry(exchange, line, programme))
                .toList();
    }

    /** The programme whose calls alone go by that line; null where those of several may. */
    static @Nullable Label only(Exchange exchange, FarLine line) {
        List<Label> may = exchange.programmes().keySet().stream()
                .filter(programme -> mayCarry(exchange, line, programme))
                .toList();
        return may.size() == 1 ? may.getFirst() : null;
    }

    private static boolean mayCarry(Exchange exchange, FarLine line, Label programme) {
        Set<Label> own = exchange.settings().trunks().get(programme);
        return own == null || own.isEmpty() || own.contains(line.trunk().name());
    }

    /** Whether test calls allow that a call by it shows this. */
    static boolean isOpen(Exchange exchange, FarLine line, Identity shows) {
        return exchange.probing().ways().isOpen(new Way(line.trunk().name(), seen(line, shows)));
    }

    /** What a call by that line shows at most. */
    static Identity seen(FarLine line, Identity shows) {
        return line.trunk().identity() instanceof IdentityStrategy.RestrictedByCarrier ? Identity.HIDDEN : shows;
    }

    private static Set<Label> closed(Exchange exchange, Set<Label> tried, Needs needs) {
        Set<Label> all = new HashSet<>(avoided(exchange, tried, needs.programme, needs.secure));
        for (FarLine line : exchange.lines().values()) {
            if (!isOpen(exchange, line, needs.shows)) {
                all.add(line.trunk().name());
            }
        }
        return all;
    }

    private static Set<Label> avoided(Exchange exchange, Set<Label> tried, @Nullable Label programme, boolean secure) {
        Set<Label> avoided = tried;
        for (FarLine line : exchange.lines().values()) {
            boolean others = programme != null && !mayCarry(exchange, line, programme);
            if (others || !line.up().getAsBoolean() || secure && !isSecure(line.trunk())) {
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
