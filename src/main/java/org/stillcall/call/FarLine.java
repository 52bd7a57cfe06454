package org.stillcall.call;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.sip.Credential;
import org.stillcall.sip.Hop;
import org.stillcall.trunk.Trunk;

/**
 * A trunk and how to reach it now.
 *
 * @param plus whether its numbers are written with a plus sign (E.164)
 * @param leftOut the country code that is left out of a number that begins with it; empty to write numbers in full
 * @param credential for its challenges, or null
 * @param route where to send an INVITE, in order of trial (RFC 3263)
 * @param up whether it is in service: registered where it must be, answering keep-alives
 * @param certificate by which the carrier proved itself at such a place; empty where it does not, or not now
 * @param notInService what it wants to hear of a number of ours that leads nowhere
 * @param use what its bill will come to
 */
public record FarLine(
        Trunk trunk,
        boolean plus,
        String leftOut,
        @Nullable Credential credential,
        Supplier<List<Hop>> route,
        BooleanSupplier up,
        Function<Hop, Optional<String>> certificate,
        NotInService notInService,
        TrunkUse use) {
    /** One without certificates, that is told 404 of such a number, and whose carrier counts whole minutes. */
    public FarLine(
            Trunk trunk,
            boolean plus,
            String leftOut,
            @Nullable Credential credential,
            Supplier<List<Hop>> route,
            BooleanSupplier up) {
        this(
                trunk,
                plus,
                leftOut,
                credential,
                route,
                up,
                hop -> Optional.empty(),
                NotInService.NOT_FOUND,
                new TrunkUse(Rounding.MINUTE, new BillAccount("")));
    }

    /** The number as this trunk wants it, a copy that the caller closes; null when the pool is exhausted. */
    @Nullable
    Digits written(Digits number, BlockPool pool) {
        int from = !leftOut.isEmpty() && number.startsWith(leftOut) ? leftOut.length() : 0;
        return Digits.compose(pool, plus, "", number, from);
    }
}
