package org.stillcall.media;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.stillcall.base.Randomness;

/**
 * Our own RTCP (RFC 3550 section 6): compound packets of a report, a CNAME that means nothing, and at the end a BYE
 * without reason. What the peer sends is checked and only its clock mark is kept. One thread.
 */
final class Rtcp {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final double COMPENSATION = 1.21828; // RFC 3550 section 6.3.1

    /** 96 random bits in base64 (RFC 7022 section 4.2, per-session). */
    private final byte[] name;
    /** Our clock in reports counts from a random moment: the host's own time is nobody's business. */
    private final long clockOffset;

    Rtcp(Randomness randomness) {
        byte[] bits = new byte[12];
        randomness.nextBytes(bits);
        name = Base64.getEncoder().encodeToString(bits).getBytes(StandardCharsets.US_ASCII);
        clockOffset = randomness.nextLong();
    }

    /** How long to wait before the next report (section 6.2): half as long before the first. */
    static long interval(Randomness randomness, boolean first) {
        double most = first ? INTERVAL_NANOS / 2.0 : INTERVAL_NANOS;
        return (long) (most * (0.5 + randomness.nextDouble()) / COMPENSATION);
    }

    /** Writes a compound packet and returns its length. */
    int write(byte[] out, Transmission sent, boolean sender, Reception heard, boolean bye, long now) {
        int blocks = heard.any() ? 1 : 0;
        int at = 8;
        if (sender) {
            long clock = clockOffset + (long) (now / 1e9 * 4294967296.0);
            Bits.putLong(out, at, clock);
            Bits.putInt(out, at + 8, sent.timestampAt(now));
            Bits.putInt(out, at + 12, (int) sent.packets);
            Bits.putInt(out, at + 16, (int) sent.octets);
            at += 20;
        }
        if (heard.any()) {
            heard.writeBlock(out, at, now);
            at += 24;
        }
        head(out, 0, blocks, sender ? SENDER_REPORT : RECEIVER_REPORT, at, sent.source);
        int start = at;
        at += 8;
        out[at++] = 1; // CNAME
        out[at++] = (byte) name.length;
        System.arraycopy(name, 0, out, at, name.length);
        at += name.length;
        do {
            out[at++] = 0;
        } while (at % 4 != 0);
        head(out, start, 1, SOURCE_DESCRIPTION, at, sent.source);
        if (bye) {
            head(out, at, 1, BYE, at + 8, sent.source);
            at += 8;
        }
        return at;
    }

    private static void head(byte[] out, int start, int count, int type, int end, int source) {
        out[start] = (byte) (0x80 | count);
        out[start + 1] = (byte) type;
        Bits.putShort(out, start + 2, (end - start) / 4 - 1);
        Bits.putInt(out, start + 4, source);
    }

    /** Whether this is a compound packet as RFC 3550 appendix A.2 wants it. */
    static boolean valid(byte[] data, int length) {
        if (length < 8 || length % 4 != 0) {
            return false;
        }
        int type = data[1] & 0xff;
        if ((data[0] & 0xe0) != 0x80 || type != SENDER_REPORT && type != RECEIVER_REPORT) {
            return false;
        }
        int at = 0;
        while (at < length) {
            if (at + 4 > length || (data[at] & 0xc0) != 0x80) {
                return false;
            }
            at += (Bits.getShort(data, at + 2) + 1) * 4;
        }
        return at == length;
    }

    /** Takes the clock mark of a sender report of {@code heard}'s source. */
    static void read(byte[] data, int length, Reception heard, long now) {
        boolean whole = length >= 28 && Bits.getShort(data, 2) >= 6;
        if ((data[1] & 0xff) == SENDER_REPORT && whole && heard.any() && Bits.getInt(data, 4) == heard.source()) {
            heard.report(Bits.getInt(data, 10), now);
        }
    }
}
