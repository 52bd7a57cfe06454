package org.stillcall.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/**
 * Who may call and register: carriers and phones by address, phones by password; everybody else is a stranger. Loop
 * thread only.
 */
public final class HouseDoorkeeper implements Doorkeeper {
    /** What a stranger gets: somebody who asks for no house of ours, or when no phone here has a password. */
    public enum Strangers {
        /** Nothing: a scanner does not learn that somebody is here. */
        SILENCE,
        /** 403 to everything. */
        FORBID
    }

    /** Which digests a challenge offers. */
    public enum Challenges {
        /** The stronger first, as RFC 8760 section 2.3 wants it. */
        SHA_256_AND_MD5,
        /** For phones that give up at a challenge which they do not know, instead of passing over it. */
        MD5
    }

    /**
     * What the host may choose.
     *
     * @param hosts the domains and addresses, in lower case, by which phones call this house: a request for another one
     *     comes from a stranger; empty for any
     */
    public record Policy(Set<String> hosts, Strangers strangers, Challenges challenges) {
        public Policy {
            hosts = Set.copyOf(hosts);
        }

        /** With challenges of both kinds. */
        public Policy(Set<String> hosts, Strangers strangers) {
            this(hosts, strangers, Challenges.SHA_256_AND_MD5);
        }
    }

    private static final String RETRY_SECONDS = "30";

    private final Accounts accounts;
    private final Registrar registrar;
    private final DigestCheck digest;
    private final Policy policy;
    private final Log log;

    public HouseDoorkeeper(
            Accounts accounts, Registrar registrar, Policy policy, Loop loop, Randomness randomness, Log log) {
        this.accounts = accounts;
        this.registrar = registrar;
        this.policy = policy;
        this.digest = new DigestCheck(accounts, policy.challenges(), loop, randomness);
        this.log = log;
    }

    @Override
    public Decision admit(SipMessage request, Hop from) {
        Optional<Peer> known = accounts.at(from);
        if (known.isPresent()) {
            return new Decision.Admit(known.get());
        }
        if (!mayProve(request)) {
            return stranger();
        }
        return switch (digest.check(request, address(from))) {
            case DigestCheck.Verdict.Proved proved -> new Decision.Admit(new Peer.Phone(proved.phone()));
            case DigestCheck.Verdict.Ask ask -> ask(from, ask.stale());
            case DigestCheck.Verdict.Throttled _ -> throttled(request);
        };
    }

    @Override
    public boolean mayKnowUs(SipMessage request, Hop from) {
        return policy.strangers() == Strangers.FORBID
                || mayProve(request)
                || accounts.at(from).isPresent();
    }

    @Override
    public boolean knows(Hop from) {
        return accounts.at(from).isPresent();
    }

    @Override
    public Decision register(SipMessage request, Hop from) {
        Optional<Accounts.PhoneAt> known = accounts.phoneAt(from);
        if (known.isPresent()) {
            return registrar.register(known.get().name(), known.get().user(), request, from);
        }
        if (accounts.at(from).isPresent() || !mayProve(request)) {
            return stranger();
        }
        return switch (digest.check(request, address(from))) {
            case DigestCheck.Verdict.Proved proved -> registrar.register(proved.phone(), proved.user(), request, from);
            case DigestCheck.Verdict.Ask ask -> ask(from, ask.stale());
            case DigestCheck.Verdict.Throttled _ -> throttled(request);
        };
    }

    /** Whether some phone has a password and the request is for this house: depends on no account. */
    private boolean mayProve(SipMessage request) {
        if (!accounts.anyPassword()) {
            return false;
        }
        SipUri uri = SipUri.parse(request.requestUri());
        return policy.hosts().isEmpty()
                || uri.valid() && policy.hosts().stream().anyMatch(uri.host()::isIgnoringCase);
    }

    private Decision stranger() {
        return switch (policy.strangers()) {
            case SILENCE -> new Decision.Silence();
            case FORBID -> new Decision.Answer(403, List.of());
        };
    }

    private Decision ask(Hop from, boolean stale) {
        return new Decision.Answer(401, digest.challenge(address(from), stale));
    }

    private Decision throttled(SipMessage request) {
        log.warn("Password answers from a source or for an account came too often; not looked at.")
                .with(Log.Field.METHOD, request.method())
                .write();
        return new Decision.Answer(503, List.of(new HeaderLine(HeaderName.RETRY_AFTER, RETRY_SECONDS)));
    }

    private static InetAddress address(Hop from) {
        return from.address().getAddress();
    }

    @Override
    public String toString() {
        return "HouseDoorkeeper";
    }
}
