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

    /** What tells this phone from every other; no label has a space. */
    default String key() {
        return name().text();
    }

    /** The language in which it is spoken to; null for the centre's. */
    default @Nullable Label language() {
        return null;
    }

    /** One that is reached by SIP. */
    sealed interface Sip extends NearPhone {}

    /**
     * A desk phone or softphone that speaks SIP.
     *
     * @param language in which it is spoken to; null for the centre's
     * @param programme what it dials for, null when it may not dial
     * @param prefixes digits that choose another programme when dialled first; none is the beginning of another
     * @param media what its audio must be
     * @param behindNat whether its media address may have to be learned
     * @param place where it is now; empty while it is not registered
     */
    record Desk(
            Label name,
            @Nullable Label language,
            @Nullable Label programme,
            Map<String, Label> prefixes,
            SecureMedia media,
            boolean behindNat,
            Supplier<Optional<Place>> place)
            implements Sip {}

    /**
     * The advocate's own mobile, rung through a trunk and confirmed by a code (B1).
     *
     * @param language in which it is spoken to; null for the centre's
     * @param number reads the number into off-heap memory for one call; null when it cannot be read
     * @param code what has to be keyed, as ASCII digits; closed by the caller; null when it cannot be read
     */
    record Mobile(
            Label name, @Nullable Label language, Supplier<@Nullable Digits> number, Supplier<@Nullable Secret> code)
            implements Sip {}

    /**
     * Somebody outside who is asked to join calls, called through a trunk as a survivor is: by an identity of that leg
     * alone, which is withheld.
     *
     * @param number reads the number into off-heap memory for one call; null when it cannot be read
     */
    record Outside(Label name, Supplier<@Nullable Digits> number) implements Sip {}

    /**
     * The page from which the call is placed (B1): no SIP, no number, its own WebRTC session instead.
     *
     * @param device the opaque name of its device
     */
    record Browser(String device) implements NearPhone {
        @Override
        public Label name() {
            return PagePhones.NAME;
        }

        @Override
        public String key() {
            return "browser " + device;
        }

        @Override
        public String toString() {
            return "Browser";
        }
    }

    /** Where a desk phone is: the hop to it and what it registered as its address. */
    record Place(Hop hop, Target target) {}
}
