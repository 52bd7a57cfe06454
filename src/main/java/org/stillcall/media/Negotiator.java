package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;
import org.stillcall.media.Negotiation.Reason;
import org.stillcall.media.PeerSection.Kind;
import org.stillcall.media.PeerSection.Profile;

/**
 * Offer and answer for one leg (RFC 3264): composes our descriptions, applies the peer's, and holds what was agreed.
 * Our keys are made once for each suite and stay for the leg. One thread at a time.
 */
final class Negotiator {
    private static final int OFFERED_DIGITS = 101;
    private static final List<Law> LAWS = List.of(Law.ULAW, Law.ALAW);

    private final InetAddress advertised;
    private final int port;
    private final Randomness randomness;
    private final long id;
    private final @Nullable PeerCrypto[] ours = new PeerCrypto[SrtpSuite.values().length];

    private int version = 1;
    private long lastBody;
    private @Nullable SecureMedia offered;
    private @Nullable AudioTerms terms;

    Negotiator(InetAddress advertised, int port, Randomness randomness) {
        this.advertised = advertised;
        this.port = port;
        this.randomness = randomness;
        this.id = randomness.nextLong() >>> 2; // 62 bits, RFC 8866 section 5.2
    }

    /** What was agreed last, or null. */
    @Nullable
    AudioTerms terms() {
        return terms;
    }

    SdpBody offer(SecureMedia policy) {
        offered = policy;
        boolean secure = policy == SecureMedia.DEMANDED;
        return body(version -> {
            SdpWriter writer = new SdpWriter().session(id, version, advertised);
            writer.audio(port, secure ? Profile.SAVP : Profile.AVP, LAWS, OFFERED_DIGITS);
            if (secure) {
                for (SrtpSuite suite : SrtpSuite.values()) {
                    writer.crypto(ours(suite, suite.ordinal() + 1));
                }
            }
            return writer.pacing(Direction.SENDRECV).bytes();
        });
    }

    Negotiation answered(MemorySegment sdp, long offset, long length) {
        SecureMedia policy = offered;
        if (policy == null) {
            return new Negotiation.Refused(Reason.NOT_EXPECTED);
        }
        List<PeerSection> sections = SdpReader.read(sdp, offset, length);
        if (sections == null) {
            return new Negotiation.Refused(Reason.NOT_UNDERSTOOD);
        }
        PeerSection section = sections.getFirst();
        if (section.kind() != Kind.AUDIO
                || section.port() == 0
                || !section.profile().rtp()
                || !sameFamily(section)) {
            return new Negotiation.Refused(Reason.NOT_UNDERSTOOD);
        }
        boolean secure = policy == SecureMedia.DEMANDED;
        if (section.profile().secure() != secure) {
            return new Negotiation.Refused(secure ? Reason.SECURITY_DEMANDED : Reason.SECURITY_NOT_AVAILABLE);
        }
        AudioTerms.Secure keys = null;
        if (secure) {
            keys = keysOfAnswer(section);
            if (keys == null) {
                return new Negotiation.Refused(Reason.SECURITY_DEMANDED);
            }
        }
        Law law = section.preferred();
        if (law == null) {
            return new Negotiation.Refused(Reason.NO_COMMON_CODEC);
        }
        agree(section, law, OFFERED_DIGITS, keys);
        return new Negotiation.Agreed(secure, held(section));
    }

    Negotiation answerTo(SecureMedia policy, MemorySegment sdp, long offset, long length) {
        List<PeerSection> sections = SdpReader.read(sdp, offset, length);
        if (sections == null) {
            return new Negotiation.Refused(Reason.NOT_UNDERSTOOD);
        }
        Reason reason = Reason.NOT_UNDERSTOOD;
        PeerSection chosen = null;
        for (PeerSection section : sections) {
            Reason fault = fault(section, policy);
            boolean better = chosen == null
                    || section.profile().secure() && !chosen.profile().secure();
            if (fault == null && better) {
                chosen = section;
            } else if (fault != null && fault != Reason.NOT_UNDERSTOOD) {
                reason = fault;
            }
        }
        if (chosen == null || chosen.preferred() == null) {
            return new Negotiation.Refused(reason);
        }
        AudioTerms.Secure keys = null;
        if (chosen.profile().secure()) {
            PeerCrypto peers = best(chosen.cryptos());
            keys = new AudioTerms.Secure(ours(peers.suite, peers.tag), peers);
        }
        agree(chosen, chosen.preferred(), chosen.digits(), keys);
        SdpBody body = answer(sections, chosen, keys);
        return new Negotiation.Answer(body, keys != null, held(chosen));
    }

    private SdpBody answer(List<PeerSection> sections, PeerSection chosen, AudioTerms.@Nullable Secure keys) {
        boolean silenced = chosen.media() == null; // 0.0.0.0: nothing may be sent there
        Direction direction = Direction.of(chosen.direction().receives && !silenced, chosen.direction().sends);
        return body(version -> {
            SdpWriter writer = new SdpWriter().session(id, version, advertised);
            for (PeerSection section : sections) {
                if (section != chosen) {
                    writer.refused(section);
                    continue;
                }
                writer.audio(port, chosen.profile(), chosen.laws(), chosen.digits());
                if (keys != null) {
                    writer.crypto(keys.ours());
                }
                writer.pacing(direction);
            }
            return writer.bytes();
        });
    }

    private boolean sameFamily(PeerSection section) {
        return ofFamily(section.media()) && ofFamily(section.control());
    }

    private boolean ofFamily(@Nullable InetSocketAddress peer) {
        return peer == null || peer.getAddress().getClass() == advertised.getClass();
    }

    private @Nullable Reason fault(PeerSection section, SecureMedia policy) {
        if (section.kind() != Kind.AUDIO
                || section.port() == 0
                || !section.profile().rtp()) {
            return Reason.NOT_UNDERSTOOD;
        }
        if (!sameFamily(section)) {
            return Reason.NOT_UNDERSTOOD;
        }
        boolean secure = section.profile().secure();
        if (!secure && policy == SecureMedia.DEMANDED) {
            return Reason.SECURITY_DEMANDED;
        }
        if (secure && (policy == SecureMedia.PLAIN || section.cryptos().isEmpty())) {
            return policy == SecureMedia.DEMANDED ? Reason.SECURITY_DEMANDED : Reason.SECURITY_NOT_AVAILABLE;
        }
        return section.preferred() == null ? Reason.NO_COMMON_CODEC : null;
    }

    private static PeerCrypto best(List<PeerCrypto> cryptos) {
        for (PeerCrypto crypto : cryptos) {
            if (crypto.suite == SrtpSuite.AEAD_AES_128_GCM) {
                return crypto;
            }
        }
        return cryptos.getFirst();
    }

    /** The one line of an answer has to name a line of our offer (RFC 4568 section 5.1.2). */
    private AudioTerms.@Nullable Secure keysOfAnswer(PeerSection section) {
        if (section.cryptos().size() != 1) {
            return null;
        }
        PeerCrypto peers = section.cryptos().getFirst();
        PeerCrypto mine = ours(peers.suite, peers.suite.ordinal() + 1);
        return mine.tag == peers.tag ? new AudioTerms.Secure(mine, peers) : null;
    }

    private void agree(PeerSection section, Law law, int digitsIn, AudioTerms.@Nullable Secure keys) {
        boolean reachable = section.media() != null;
        terms = new AudioTerms(
                section.media(),
                section.control(),
                law,
                section.digits(),
                section.digits() < 0 ? -1 : digitsIn,
                section.direction().receives && reachable,
                section.direction().sends,
                keys);
    }

    private static boolean held(PeerSection section) {
        return !section.direction().receives || section.media() == null;
    }

    private PeerCrypto ours(SrtpSuite suite, int tag) {
        PeerCrypto known = ours[suite.ordinal()];
        if (known == null) {
            byte[] keying = new byte[suite.keyingBytes()];
            randomness.nextBytes(keying);
            known = new PeerCrypto(tag, suite, keying);
        } else if (known.tag != tag) {
            known = new PeerCrypto(tag, suite, known.keying());
        }
        ours[suite.ordinal()] = known;
        return known;
    }

    private interface Composer {
        byte[] compose(int version);
    }

    /** The same body with the same version, or the changed one with the next (RFC 3264 section 8). */
    private SdpBody body(Composer composer) {
        byte[] bytes = composer.compose(version);
        if (lastBody != 0 && lastBody != fingerprint(bytes)) {
            version++;
            bytes = composer.compose(version);
        }
        lastBody = fingerprint(bytes);
        return new SdpBody(bytes);
    }

    /** Tells one body of ours from another without keeping it (FNV-1a, 64 bit). */
    private static long fingerprint(byte[] body) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : body) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return hash;
    }

    /** Overwrites our keys and forgets what was agreed. */
    void erase() {
        for (PeerCrypto crypto : ours) {
            if (crypto != null) {
                Arrays.fill(crypto.keying(), (byte) 0);
            }
        }
        AudioTerms agreed = terms;
        if (agreed != null && agreed.secure() != null) {
            Arrays.fill(agreed.secure().peers().keying(), (byte) 0);
        }
        terms = null;
        offered = null;
    }
}
