package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.PeerSection.Kind;
import org.stillcall.media.PeerSection.Profile;

/**
 * Reads a session description (RFC 8866) into {@link PeerSection}s. What it does not know it passes over; what it knows
 * has to be right. One thread, one description.
 */
final class SdpReader {
    private static final int CRYPTOS = 8;
    private static final int DIGESTS = 4;

    private final Text text;
    private final List<PeerSection> sections = new ArrayList<>(1);
    private @Nullable InetAddress sessionAddress;
    private Direction sessionDirection = Direction.SENDRECV;
    private @Nullable Section section;
    private final Transport sessionTransport = new Transport();

    /** What is said of ICE and DTLS, for all sections or for one. */
    private static final class Transport {
        byte @Nullable [] name;
        final List<byte[]> digests = new ArrayList<>(1);

        @Nullable
        Boolean active;
    }

    private static final class Section {
        Kind kind = Kind.APPLICATION;
        Profile profile = Profile.OTHER;
        int port;

        @Nullable
        Law preferred;

        @Nullable
        Law other;

        @Nullable
        InetAddress address;

        @Nullable
        Direction direction;

        int controlPort = -1;

        @Nullable
        InetAddress controlAddress;

        int digits = -1;
        long listed;
        long listedHigh;
        boolean ulawRemapped;
        boolean alawRemapped;
        final List<PeerCrypto> cryptos = new ArrayList<>(2);
        final Transport transport = new Transport();
        boolean muxed;
        int mid = -1;

        boolean lists(int payload) {
            return payload >= 0 && payload < 128 && ((payload < 64 ? listed : listedHigh) >>> payload & 1) != 0;
        }

        void list(int payload) {
            if (payload < 64) {
                listed |= 1L << payload;
            } else {
                listedHigh |= 1L << payload;
            }
        }
    }

    private SdpReader(MemorySegment sdp) {
        this.text = new Text(sdp);
    }

    /** The media of a description in their order, or null when it is none or goes beyond our limits. */
    static @Nullable List<PeerSection> read(MemorySegment sdp, long offset, long length) {
        if (length > MediaLimits.SDP_BYTES || length < 0) {
            return null;
        }
        SdpReader reader = new SdpReader(sdp);
        int lines = 0;
        long at = offset;
        long end = offset + length;
        while (at < end) {
            long stop = at;
            while (stop < end && sdp.get(ValueLayout.JAVA_BYTE, stop) != '\n') {
                stop++;
            }
            long last = stop > at && sdp.get(ValueLayout.JAVA_BYTE, stop - 1) == '\r' ? stop - 1 : stop;
            if (last > at && (++lines > MediaLimits.SDP_LINES || !reader.line(lines, at, last))) {
                return null;
            }
            at = stop + 1;
        }
        return reader.endSection() && !reader.sections.isEmpty() ? reader.sections : null;
    }

    private boolean line(int number, long from, long to) {
        text.over(from, to);
        if (number == 1) {
            return text.take("v=0") && text.atEnd();
        }
        if (text.take("m=")) {
            return endSection() && sections.size() < MediaLimits.SDP_SECTIONS && startSection();
        }
        if (text.take("c=")) {
            InetAddress address = text.address();
            if (section == null) {
                sessionAddress = address;
            } else {
                section.address = address;
            }
            return address != null || section != null && (section.kind != Kind.AUDIO || section.profile.dtls());
        }
        return !text.take("a=") || attribute();
    }

    // m=audio 49170 RTP/AVP 0 8 101
    private boolean startSection() {
        Section next = new Section();
        for (Kind kind : Kind.values()) {
            if (text.takeToken(kind.word)) {
                next.kind = kind;
                break;
            }
        }
        text.skipToken();
        if (!text.takeSpace()) {
            return false;
        }
        next.port = text.number();
        text.skipToken();
        if (next.port < 0 || next.port > 65535 || !text.takeSpace()) {
            return false;
        }
        for (Profile profile : Profile.values()) {
            if (profile != Profile.OTHER && text.takeToken(profile.word)) {
                next.profile = profile;
                break;
            }
        }
        text.skipToken();
        section = next;
        return next.kind != Kind.AUDIO || !next.profile.rtp() && !next.profile.dtls() || payloads(next);
    }

    private boolean payloads(Section next) {
        boolean any = false;
        while (text.takeSpace() && !text.atEnd()) {
            int payload = text.number();
            if (payload < 0 || payload > 127) {
                return false;
            }
            any = true;
            next.list(payload);
            Law law = payload == Law.ULAW.payload ? Law.ULAW : payload == Law.ALAW.payload ? Law.ALAW : null;
            if (law != null && next.preferred == null) {
                next.preferred = law;
            } else if (law != null && law != next.preferred) {
                next.other = law;
            }
        }
        return any && text.atEnd();
    }

    private boolean attribute() {
        for (Direction direction : Direction.values()) {
            if (text.takeToken(direction.attribute())) {
                if (section == null) {
                    sessionDirection = direction;
                } else {
                    section.direction = direction;
                }
                return true;
            }
        }
        if (transport(section == null ? sessionTransport : section.transport)
                || section == null
                || section.kind != Kind.AUDIO) {
            return true;
        }
        if (text.take("rtpmap:")) {
            rtpmap(section);
        } else if (text.take("rtcp:")) {
            section.controlPort = text.number();
            section.controlAddress = text.takeSpace() ? text.address() : null;
        } else if (text.take("crypto:")) {
            crypto(section);
        } else if (text.takeToken("rtcp-mux")) {
            section.muxed = true;
        } else if (text.take("mid:")) {
            int mid = text.number();
            section.mid = mid < 1000 && text.atEnd() ? mid : -1;
        }
        return true;
    }

    private boolean transport(Transport into) {
        if (text.take("ice-ufrag:")) {
            into.name = text.iceCharacters(4, MediaLimits.ICE_NAME_BYTES);
        } else if (text.take("setup:")) {
            into.active = text.takeToken("actpass") || text.takeToken("active");
        } else if (text.take("fingerprint:")) {
            byte[] digest = text.takeAnyCase("sha-256") && text.takeSpace() ? text.hexadecimal(32) : null;
            if (digest != null && into.digests.size() < DIGESTS) {
                into.digests.add(digest);
            }
        } else {
            return false;
        }
        return true;
    }

    private void rtpmap(Section into) {
        int payload = text.number();
        if (!into.lists(payload) || !text.takeSpace()) {
            return;
        }
        if (text.takeAnyCase("telephone-event/8000") && payload >= 96 && into.digits < 0) {
            into.digits = payload;
        } else if (payload == Law.ULAW.payload) {
            into.ulawRemapped = !text.takeAnyCase("pcmu/8000");
        } else if (payload == Law.ALAW.payload) {
            into.alawRemapped = !text.takeAnyCase("pcma/8000");
        }
    }

    // a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:<base64>[|lifetime]; a line with an MKI or parameters is passed over
    private void crypto(Section into) {
        int tag = text.number();
        if (tag < 0 || !text.takeSpace() || into.cryptos.size() == CRYPTOS) {
            return;
        }
        for (SrtpSuite suite : SrtpSuite.values()) {
            if (text.takeToken(suite.name())) {
                byte[] keying = text.takeSpace() && text.take("inline:") ? text.base64(suite.keyingBytes()) : null;
                if (text.take("|")) {
                    text.take("2^");
                    text.number();
                }
                text.takeSpace();
                if (keying != null && text.atEnd()) {
                    into.cryptos.add(new PeerCrypto(tag, suite, keying));
                }
                return;
            }
        }
    }

    private boolean endSection() {
        Section ended = section;
        if (ended == null) {
            return true;
        }
        InetAddress address = ended.address != null ? ended.address : sessionAddress;
        boolean wanted = ended.kind == Kind.AUDIO && ended.profile.rtp() && ended.port != 0;
        if (wanted && (address == null || address.isMulticastAddress() || isBroadcast(address))) {
            return false;
        }
        InetAddress heard = wanted && address != null && !address.isAnyLocalAddress() ? address : null;
        dropRemapped(ended);
        sections.add(new PeerSection(
                ended.kind,
                ended.profile,
                ended.port,
                heard != null ? new InetSocketAddress(heard, ended.port) : null,
                heard != null ? control(ended, heard) : null,
                ended.direction != null ? ended.direction : sessionDirection,
                ended.preferred,
                ended.other,
                ended.digits,
                List.copyOf(ended.cryptos),
                transport(ended)));
        section = null;
        return true;
    }

    private PeerTransport transport(Section of) {
        Transport own = of.transport;
        Transport all = sessionTransport;
        Boolean active = own.active != null ? own.active : all.active;
        return new PeerTransport(
                own.name != null ? own.name : all.name,
                List.copyOf(own.digests.isEmpty() ? all.digests : own.digests),
                active != null && active,
                of.muxed,
                of.mid);
    }

    private static void dropRemapped(Section ended) {
        Law first = ended.preferred;
        Law second = ended.other;
        ended.other = remapped(ended, second) ? null : second;
        if (remapped(ended, first)) {
            ended.preferred = ended.other;
            ended.other = null;
        }
    }

    private static boolean remapped(Section of, @Nullable Law law) {
        return law == Law.ULAW && of.ulawRemapped || law == Law.ALAW && of.alawRemapped;
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && Bits.getInt(bytes, 0) == -1;
    }

    private static @Nullable InetSocketAddress control(Section of, InetAddress address) {
        InetAddress host = of.controlAddress != null ? of.controlAddress : address;
        int port = of.controlPort > 0 && of.controlPort <= 65535 ? of.controlPort : of.port + 1;
        boolean usable = port <= 65535 && !host.isMulticastAddress() && !host.isAnyLocalAddress() && !isBroadcast(host);
        return usable ? new InetSocketAddress(host, port) : null;
    }
}
