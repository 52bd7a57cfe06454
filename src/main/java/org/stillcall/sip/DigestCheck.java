package org.stillcall.sip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.sip.DigestFields.Name;
import org.stillcall.sip.OffHeapHash.Algorithm;

/**
 * The server's half of digest (RFC 7616, RFC 8760, RFC 3261 section 22). Loop thread only.
 *
 * <p>An unknown account costs the same work and gets the same answer as a wrong password: the same nonce check, the
 * same throttle, the same hashing against an account that nobody knows the password of. The whole differs by one
 * comparison of a phone's name, after which both are answered alike.
 */
final class DigestCheck {
    /** What a request's credentials are worth. */
    sealed interface Verdict {
        /** The phone itself, for the first time with this nonce and count. */
        record Proved(Label phone, String user) implements Verdict {}

        /**
         * Ask again.
         *
         * @param stale whether only the nonce is to blame, so that the client need not ask its user
         */
        record Ask(boolean stale) implements Verdict {}

        /** Too many wrong answers: not looked at. */
        record Throttled() implements Verdict {}
    }

    private static final int COUNT_DIGITS = 8;

    private final Accounts accounts;
    private final Nonces nonces;
    private final GuessThrottle throttle;
    private final List<Algorithm> offered;

    DigestCheck(Accounts accounts, HouseDoorkeeper.Challenges challenges, Loop loop, Randomness randomness) {
        this.accounts = accounts;
        this.nonces = new Nonces(loop, randomness);
        this.throttle = new GuessThrottle(loop);
        this.offered = switch (challenges) {
            case SHA_256_AND_MD5 -> List.of(Algorithm.SHA_256, Algorithm.MD5);
            case MD5 -> List.of(Algorithm.MD5);
        };
    }

    /** The header lines of a 401, the stronger algorithm first (RFC 8760 section 2.3). */
    List<HeaderLine> challenge(InetAddress source, boolean stale) {
        String nonce = nonces.issue(source);
        List<HeaderLine> lines = new ArrayList<>();
        for (Algorithm algorithm : offered) {
            String value = "Digest realm=\"" + accounts.realm() + "\", nonce=\"" + nonce + "\", algorithm="
                    + algorithm.token() + ", qop=\"auth\"" + (stale ? ", stale=true" : "");
            lines.add(new HeaderLine(HeaderName.WWW_AUTHENTICATE, value));
        }
        return lines;
    }

    /** What the request's credentials are worth; it needs none to be asked for some. */
    Verdict check(SipMessage request, InetAddress source) {
        DigestFields fields = credentials(request);
        if (fields == null) {
            return new Verdict.Ask(false);
        }
        Slice nonce = part(fields, Name.NONCE);
        if (nonces.age(nonce, source) == Nonces.Age.STALE) {
            return new Verdict.Ask(true);
        }
        Slice user = part(fields, Name.USERNAME);
        long slot = accounts.hash(user);
        if (!throttle.admits(source, slot)) {
            return new Verdict.Throttled();
        }
        DigestAccount account = accounts.byUser(user);
        boolean right = right(fields, account, request);
        Optional<Label> phone = account.name();
        if (!right || phone.isEmpty()) {
            throttle.wrong(source, slot);
            return new Verdict.Ask(false);
        }
        throttle.right(source, slot);
        long count = count(part(fields, Name.NC));
        return nonces.take(nonce, count) ? new Verdict.Proved(phone.get(), account.user()) : new Verdict.Ask(true);
    }

    /** The first answer to a challenge of ours among the Authorization lines. */
    private @Nullable DigestFields credentials(SipMessage request) {
        for (int i = 0; i < request.headerCount(); i++) {
            if (request.headerName(i) == HeaderName.AUTHORIZATION) {
                DigestFields fields = DigestFields.parse(request.headerValue(i));
                if (fields != null && part(fields, Name.REALM).is(accounts.realm()) && fields.algorithm() != null) {
                    return fields;
                }
            }
        }
        return null;
    }

    private static Slice part(DigestFields fields, Name name) {
        Slice value = fields.get(name);
        return value == null ? Slice.EMPTY : value;
    }

    /** Everything but the account is checked before; then the same is hashed and compared for every account. */
    private static boolean right(DigestFields fields, DigestAccount account, SipMessage request) {
        Algorithm algorithm = fields.algorithm();
        Slice uri = part(fields, Name.URI);
        boolean sound = fields.is(Name.QOP, "auth")
                && count(part(fields, Name.NC)) > 0
                && !part(fields, Name.CNONCE).isEmpty()
                && samePlace(uri, request.requestUri());
        if (!sound || algorithm == null) {
            return false;
        }
        byte[] first = account.first(algorithm).bytes();
        try (DigestSum sum = new DigestSum(algorithm)) {
            Slice ours = sum.first(first)
                    .second(request.methodToken(), uri)
                    .result(part(fields, Name.NONCE), part(fields, Name.NC), part(fields, Name.CNONCE));
            return DigestSum.same(ours, part(fields, Name.RESPONSE));
        }
    }

    /** RFC 3261 section 22.4: the digest-uri is the Request-URI; some phones leave out or add parameters. */
    private static boolean samePlace(Slice digestUri, Slice requestUri) {
        if (digestUri.sameAs(requestUri)) {
            return true;
        }
        SipUri first = SipUri.parse(digestUri);
        SipUri second = SipUri.parse(requestUri);
        return first.valid()
                && second.valid()
                && first.secure() == second.secure()
                && first.user().sameAs(second.user())
                && first.host().sameIgnoringCase(second.host())
                && first.port() == second.port();
    }

    private static long count(Slice digits) {
        if (digits.length() != COUNT_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < COUNT_DIGITS; i++) {
            int digit = Nonces.hexValue(Slice.lower(digits.at(i)));
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** For tests: how many nonces are remembered. */
    int remembered() {
        return nonces.remembered();
    }

    @Override
    public String toString() {
        return "DigestCheck";
    }
}
