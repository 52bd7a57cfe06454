package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;
import org.stillcall.media.Negotiation.Reason;
import org.stillcall.media.PeerSection.Kind;

/**
 * Answers a browser's offers (RFC 8829, RFC 8839, RFC 8842): one section of audio, ICE-lite, DTLS with us as the
 * server, RTP and RTCP on one port, G.711 and telephone-event. Our answer holds of the browser's nothing but the
 * numbers of its section and of telephone-event. One thread at a time.
 */
final class BrowserNegotiator {
    private final BrowserSettings settings;
    private final DtlsIdentity identity;
    private final Randomness randomness;
    private final long id;

    private int version;
    private @Nullable BrowserTerms terms;

    BrowserNegotiator(BrowserSettings settings, DtlsIdentity identity, Randomness randomness) {
        this.settings = settings;
        this.identity = identity;
        this.randomness = randomness;
        this.id = randomness.nextLong() >>> 2; // 62 bits, RFC 8866 section 5.2
    }

    /** What was agreed last, or null. */
    @Nullable
    BrowserTerms terms() {
        return terms;
    }

    Negotiation answerTo(byte[] offer) {
        List<PeerSection> sections = SdpReader.read(MemorySegment.ofArray(offer), 0, offer.length);
        if (sections == null || sections.size() != 1) {
            return new Negotiation.Refused(Reason.NOT_UNDERSTOOD);
        }
        PeerSection section = sections.getFirst();
        PeerTransport transport = section.transport();
        byte[] name = transport.name();
        boolean audio = section.kind() == Kind.AUDIO && section.profile().dtls() && section.port() != 0;
        if (!audio || name == null || !transport.active() || !transport.muxed()) {
            return new Negotiation.Refused(Reason.NOT_UNDERSTOOD);
        }
        if (transport.digests().isEmpty()) {
            return new Negotiation.Refused(Reason.SECURITY_DEMANDED);
        }
        Law law = section.preferred();
        if (law == null) {
            return new Negotiation.Refused(Reason.NO_COMMON_CODEC);
        }
        byte[] digest = transport.digests().getFirst();
        BrowserTerms before = terms;
        if (before != null && !Arrays.equals(before.certificate(), digest)) {
            return new Negotiation.Refused(Reason.NOT_EXPECTED); // RFC 8842 section 5.5: another association
        }
        IceName ours = before != null && before.name().isFor(name) ? before.name() : IceName.random(randomness, name);
        terms = new BrowserTerms(audio(section, law), ours, digest);
        return new Negotiation.Answer(answer(section, transport, ours), true, !section.direction().receives);
    }

    private static AudioTerms audio(PeerSection section, Law law) {
        return new AudioTerms(
                null,
                null,
                law,
                section.digits(),
                section.digits(),
                section.direction().receives,
                section.direction().sends,
                null);
    }

    private SdpBody answer(PeerSection section, PeerTransport transport, IceName ours) {
        SdpWriter writer = new SdpWriter();
        writer.session(id, ++version, settings.addresses().getFirst().advertised());
        writer.browserSession(transport.mid());
        writer.audio(settings.port(), section.profile(), section.laws(), section.digits());
        writer.browserTransport(ours, identity.digest(), transport.mid());
        writer.candidates(settings);
        writer.pacing(section.direction().reversed());
        return new SdpBody(writer.bytes());
    }

    /** Overwrites our password and forgets what was agreed. */
    void erase() {
        BrowserTerms agreed = terms;
        if (agreed != null) {
            agreed.name().erase();
        }
        terms = null;
    }
}
