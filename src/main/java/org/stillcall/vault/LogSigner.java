package org.stillcall.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.stillcall.base.Randomness;

/**
 * The private half of a receipt log's key. As text it is a signer key of signed notes,
 * {@code PRIVATE+KEY+name+id+seed}; the public half follows from it.
 */
final class LogSigner {
    static final int MOST_BYTES = LogKey.MOST_BYTES;

    private static final String PREFIX = "PRIVATE+KEY+";
    private static final byte TYPE = 1;
    private static final int SEED_BYTES = 32;

    private final LogKey key;
    private final byte[] seed;
    private final PrivateKey privateKey;

    private LogSigner(String name, byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(LogKey.ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            this.key = new LogKey(name, Arrays.copyOfRange(encoded, encoded.length - LogKey.KEY_BYTES, encoded.length));
            this.privateKey = pair.getPrivate();
            this.seed = seed.clone();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks Ed25519.", e);
        }
    }

    /** A new key under a new random name. */
    static LogSigner fresh(Randomness randomness) {
        byte[] seed = new byte[SEED_BYTES];
        randomness.nextBytes(seed);
        return new LogSigner("stillcall/" + randomness.token(64), seed);
    }

    LogKey key() {
        return key;
    }

    /** One line, with its end. */
    String text() {
        byte[] typed = ByteBuffer.allocate(1 + SEED_BYTES).put(TYPE).put(seed).array();
        return PREFIX + key.name() + "+" + HexFormat.of().formatHex(key.id()) + "+"
                + Base64.getEncoder().encodeToString(typed) + "\n";
    }

    /** The key of which this is the text; none unless every byte is what {@link #text()} would write. */
    static Optional<LogSigner> parse(byte[] text) {
        if (text.length > MOST_BYTES) {
            return Optional.empty();
        }
        String line = new String(text, StandardCharsets.UTF_8);
        int first = line.indexOf('+', PREFIX.length());
        int second = line.indexOf('+', first + 1);
        if (!line.startsWith(PREFIX) || !line.endsWith("\n") || first < 0 || second < 0) {
            return Optional.empty();
        }
        String name = line.substring(PREFIX.length(), first);
        if (!LogKey.isName(name)) {
            return Optional.empty();
        }
        return Checkpoint.base64(line.substring(second + 1, line.length() - 1), 1 + SEED_BYTES)
                .map(typed -> new LogSigner(name, Arrays.copyOfRange(typed, 1, 1 + SEED_BYTES)))
                .filter(signer -> Arrays.equals(signer.text().getBytes(StandardCharsets.UTF_8), text));
    }

    Checkpoint sign(MerkleTree.Head head) {
        try {
            Signature signature = Signature.getInstance(LogKey.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(Checkpoint.body(key.name(), head).getBytes(StandardCharsets.UTF_8));
            byte[] seal = ByteBuffer.allocate(Checkpoint.SEAL_BYTES)
                    .put(key.id())
                    .put(signature.sign())
                    .array();
            return new Checkpoint(key.name(), head.size(), head.root(), seal);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK does not sign with Ed25519.", e);
        }
    }

    /** Hands out the seed once: the JDK derives a public key only when it makes a pair. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
