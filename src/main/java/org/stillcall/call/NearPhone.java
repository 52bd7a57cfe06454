package org.stillcall.call;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Secret;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Hop;
import org.stillcall.sip.Target;

/** A phone on which an advocate may be called or may dial. */
public sealed interface NearPhone {
    Label name();

    /**
     * A desk phone or softphone that speaks SIP.
     *
     * @param programme what it dials for, null when it may not dial
     * @param prefixes digits that choose another programme when dialled first; none is the beginning of another
     * @param media what its audio must be
     * @param behindNat whether its media address may have to be learned
     * @param place where it is now; empty while it is not registered
     */
    record Desk(
            Label name,
            @Nullable Label programme,
            Map<String, Label> prefixes,
            SecureMedia media,
            boolean behindNat,
            Supplier<Optional<Place>> place)
            implements NearPhone {}

    /**
     * The advocate's own mobile, rung through a trunk and confirmed by a code (B1).
     *
     * @param number reads the number into off-heap memory for one call; null when it cannot be read
     * @param code what has to be keyed, as ASCII digits; closed by the caller; null when it cannot be read
     */
    record Mobile(Label name, Supplier<@Nullable Digits> number, Supplier<@Nullable Secret> code)
            implements NearPhone {}

    /** Where a desk phone is: the hop to it and what it registered as its address. */
    record Place(Hop hop, Target target) {}
}
