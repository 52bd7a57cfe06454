package org.stillcall.media;

/** A view on an RTP packet in an array (RFC 3550 section 5.1), read again for each packet. One thread. */
final class RtpPacket {
    static final int HEADER_BYTES = 12;

    byte[] data = new byte[0];
    boolean marker;
    int payloadType;
    int sequence;
    int timestamp;
    int source;
    int payloadOffset;
    int payloadLength;

    /** Reads the header, contributing sources and extension; false when it is no RTP packet. Padding stays for now. */
    boolean readHeader(byte[] packet, int length) {
        if (length < HEADER_BYTES || (packet[0] & 0xc0) != 0x80) {
            return false;
        }
        int offset = HEADER_BYTES + (packet[0] & 0xf) * 4;
        if ((packet[0] & 0x10) != 0) {
            if (offset + 4 > length) {
                return false;
            }
            offset += 4 + Bits.getShort(packet, offset + 2) * 4;
        }
        if (offset > length) {
            return false;
        }
        data = packet;
        marker = packet[1] < 0;
        payloadType = packet[1] & 0x7f;
        sequence = Bits.getShort(packet, 2);
        timestamp = Bits.getInt(packet, 4);
        source = Bits.getInt(packet, 8);
        payloadOffset = offset;
        payloadLength = length - offset;
        return true;
    }

    /** The coding of an audio packet. */
    Law law() {
        return payloadType == Law.ULAW.payload ? Law.ULAW : Law.ALAW;
    }

    /** Takes the padding off, after decryption; false when its count is impossible. */
    boolean dropPadding() {
        if ((data[0] & 0x20) == 0) {
            return true;
        }
        int padding = payloadLength == 0 ? 0 : data[payloadOffset + payloadLength - 1] & 0xff;
        if (padding == 0 || padding > payloadLength) {
            return false;
        }
        payloadLength -= padding;
        return true;
    }

    /** Writes a header of ours: no padding, no extension, no contributing source. */
    static void writeHeader(byte[] packet, boolean marker, int payloadType, long index, int timestamp, int source) {
        packet[0] = (byte) 0x80;
        packet[1] = (byte) (payloadType | (marker ? 0x80 : 0));
        Bits.putShort(packet, 2, (int) index);
        Bits.putInt(packet, 4, timestamp);
        Bits.putInt(packet, 8, source);
    }
}
