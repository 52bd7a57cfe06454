package org.stillcall.media;

/** A protection of RTP: RFC 4568 section 6.2 and RFC 7714 section 14.2; lengths in bytes. */
enum SrtpSuite {
    AEAD_AES_128_GCM(12, 16),
    AES_CM_128_HMAC_SHA1_80(14, 10);

    static final int KEY_BYTES = 16;

    final int saltBytes;
    final int tagBytes;

    SrtpSuite(int saltBytes, int tagBytes) {
        this.saltBytes = saltBytes;
        this.tagBytes = tagBytes;
    }

    /** Master key and salt together. */
    int keyingBytes() {
        return KEY_BYTES + saltBytes;
    }

    /**
     * A protection with keys derived from these {@link #keyingBytes} of master key and salt, which it does not keep.
     */
    SrtpCipher cipher(byte[] keying) {
        return switch (this) {
            case AEAD_AES_128_GCM -> new SrtpGcm((label, bytes) -> SrtpKeys.derive(keying, label, bytes));
            case AES_CM_128_HMAC_SHA1_80 -> new SrtpCounterMode(keying);
        };
    }
}
