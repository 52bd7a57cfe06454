package org.stillcall.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Party;
import org.stillcall.sip.Target;
import org.stillcall.trunk.FarFrom;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.PrivacyToken;

/**
 * Composes the far leg: everything that the survivor's side can see of a call begins here.
 *
 * <p>Three places make what stands on the wire, and there is no fourth. {@link FarIdentity#compose} decides who seems
 * to call. This class turns that into an {@link Invitation}: Request-URI and To from the number, From, Privacy and
 * P-Asserted-Identity from the identity. The {@code sip} package's composer adds what the protocol needs, from
 * constants and random tokens, in a fixed order. Nothing of the near leg is an argument to any of them.
 */
final class FarLeg {
    private static final String PHONE = ";user=phone"; // RFC 3261 section 19.1.1

    private FarLeg() {}

    /** The INVITE for the survivor's phone. */
    static Invitation compose(FarLine line, FarIdentity identity, Digits number, byte[] offer, FarSettings settings) {
        boolean plus = line.plus() && identity.dialPrefix().isEmpty();
        String host = host(line);
        Target target = new Target(
                identity.dialPrefix(),
                plus,
                number,
                host,
                line.trunk().address().port(),
                PHONE);
        return new Invitation(
                line.route().get(),
                target,
                party(identity.from()),
                settings.randomness().token(64),
                privacy(identity.privacy()),
                asserted(identity.asserted(), host),
                offer,
                line.credential(),
                settings.ringLimit(),
                true);
    }

    /**
     * The INVITE for an advocate's own mobile, through a trunk: it shows the centre's main number and names nobody
     * (G19).
     */
    static Invitation composeForMobile(
            FarLine line, PilotNumber mainNumber, Digits mobile, byte[] offer, FarSettings settings) {
        String host = host(line);
        Target target =
                new Target("", line.plus(), mobile, host, line.trunk().address().port(), PHONE);
        return new Invitation(
                line.route().get(),
                target,
                new Party("", "+" + mainNumber.e164(), host),
                settings.randomness().token(64),
                List.of(),
                asserted(mainNumber, host),
                offer,
                line.credential(),
                settings.ringLimit(),
                true);
    }

    private static String host(FarLine line) {
        String host = line.trunk().address().host();
        return host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host;
    }

    private static Party party(FarFrom from) {
        return new Party(from.display(), from.user(), from.host());
    }

    private static List<String> privacy(List<PrivacyToken> tokens) {
        List<String> texts = new ArrayList<>(tokens.size());
        for (PrivacyToken token : tokens) {
            texts.add(token.text());
        }
        return texts;
    }

    private static @Nullable String asserted(@Nullable PilotNumber number, String host) {
        return number == null ? null : "sip:+" + number.e164() + "@" + host + ";user=phone";
    }

    /** What does not depend on the call's identity. */
    record FarSettings(Randomness randomness, Duration ringLimit) {}
}
