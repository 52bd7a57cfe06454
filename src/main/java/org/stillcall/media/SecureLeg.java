package org.stillcall.media;

import org.jspecify.annotations.Nullable;

/** A leg's protection: made when keys were agreed, kept while they stay the same. One thread. */
final class SecureLeg implements AutoCloseable {
    private int used; // a bit for each suite
    private AudioTerms.@Nullable Secure keys;
    private @Nullable SrtpCipher sealing;
    private @Nullable SrtpReceiver opening;
    private int controlIndex;

    /** Takes what was agreed; true when our key is one that was never used, so that our count starts anew. */
    boolean agree(AudioTerms.@Nullable Secure agreed) {
        AudioTerms.Secure before = keys;
        keys = agreed;
        if (agreed == null) {
            close();
            return false;
        }
        if (before == null || !before.peers().sameAs(agreed.peers())) {
            closeOpening();
            opening =
                    new SrtpReceiver(agreed.peers().suite.cipher(agreed.peers().keying()));
        }
        if (before == null || !before.ours().sameAs(agreed.ours())) {
            closeSealing();
            sealing = agreed.ours().suite.cipher(agreed.ours().keying());
            int usedBefore = used;
            used |= 1 << agreed.ours().suite.ordinal();
            return used != usedBefore;
        }
        return false;
    }

    /** Opens an RTP packet whose header was read; -1 when forged or repeated. In clear it stays as it is. */
    int open(byte[] data, RtpPacket header, int length) {
        SrtpReceiver receiver = opening;
        return receiver == null ? length : receiver.open(data, header, length);
    }

    int openControl(byte[] data, int length) {
        SrtpReceiver receiver = opening;
        return receiver == null ? length : receiver.openControl(data, length);
    }

    int seal(byte[] packet, int length, Transmission numbers) {
        SrtpCipher cipher = sealing;
        return cipher == null
                ? length
                : cipher.seal(packet, RtpPacket.HEADER_BYTES, length, numbers.source, numbers.index);
    }

    int sealControl(byte[] packet, int length, Transmission numbers) {
        SrtpCipher cipher = sealing;
        if (cipher == null) {
            return length;
        }
        controlIndex = controlIndex + 1 & 0x7fffffff;
        return cipher.sealControl(packet, length, numbers.source, controlIndex);
    }

    /** Overwrites the keys; the leg has to hear and say nothing more, or to agree on others. */
    @Override
    public void close() {
        closeOpening();
        closeSealing();
        keys = null;
    }

    private void closeOpening() {
        SrtpReceiver before = opening;
        opening = null;
        if (before != null) {
            before.close();
        }
    }

    private void closeSealing() {
        SrtpCipher before = sealing;
        sealing = null;
        if (before != null) {
            before.close();
        }
    }
}
