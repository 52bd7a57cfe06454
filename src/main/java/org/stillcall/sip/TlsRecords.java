package org.stillcall.sip;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;

/** Bouncy Castle's cryptography for one connection, whose AES-GCM keeps application bytes in {@link TlsPlaintext}. */
final class TlsRecords extends BcTlsCrypto {
    private static final int TAG = AesGcm.TAG_BYTES;

    private final TlsPlaintext plaintext;

    TlsRecords(SecureRandom random, TlsPlaintext plaintext) {
        super(random);
        this.plaintext = plaintext;
    }

    @Override
    protected TlsAEADCipher createCipher_AES_GCM(TlsCryptoParameters parameters, int keyBytes, int macBytes)
            throws IOException {
        return new TlsAEADCipher(
                parameters, new Encoder(), new Decoder(), keyBytes, macBytes, TlsAEADCipher.AEAD_GCM, null);
    }

    private abstract class OneWay implements TlsAEADCipherImpl {
        private @Nullable AesGcm cipher;
        private @Nullable MemorySegment room;
        private byte[] nonce = new byte[0];

        @Override
        public void setKey(byte[] key, int offset, int length) throws IOException {
            if (room == null) {
                room = plaintext.keyRoom();
            }
            byte[] own = Arrays.copyOfRange(key, offset, offset + length);
            cipher = plaintext.next(cipher, room, own);
            Arrays.fill(own, (byte) 0);
            Arrays.fill(key, offset, offset + length, (byte) 0); // the library derived it for this call only
        }

        @Override
        public void init(byte[] nextNonce, int macBytes) throws IOException {
            if (macBytes != TAG) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            nonce = nextNonce;
        }

        AesGcm cipher() throws IOException {
            if (cipher == null) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            return cipher;
        }

        byte[] nonce() {
            return nonce;
        }
    }

    private final class Encoder extends OneWay {
        @Override
        public int getOutputSize(int length) {
            return length + TAG;
        }

        @Override
        public int doFinal(byte[] associated, byte[] input, int from, int length, byte[] output, int to)
                throws IOException {
            MemorySegment given = MemorySegment.ofArray(input).asSlice(from, length);
            MemorySegment sealed = MemorySegment.ofArray(output).asSlice(to, length + TAG);
            plaintext.encode(cipher(), nonce(), associated, given, sealed);
            return length + TAG;
        }
    }

    private final class Decoder extends OneWay {
        @Override
        public int getOutputSize(int length) {
            return length - TAG;
        }

        @Override
        public int doFinal(byte[] associated, byte[] input, int from, int length, byte[] output, int to)
                throws IOException {
            MemorySegment sealed = MemorySegment.ofArray(input).asSlice(from, length);
            MemorySegment decoded = MemorySegment.ofArray(output).asSlice(to, length - TAG);
            plaintext.decode(cipher(), nonce(), associated, sealed, decoded);
            return length - TAG;
        }
    }
}
